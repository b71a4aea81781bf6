# ruleid: secrets.artifactory-token
artifactory_token = "AKC{{A-Za-z0-9:70}}"
# ok: secrets.artifactory-token
artifactory_token = os.environ["ARTIFACTORY_TOKEN"]
# ok: secrets.artifactory-token
artifactory_token = "AKCxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: artifactory-token.js
// ruleid: secrets.artifactory-token
const client = connect({ artifactoryToken: "APB{{A-Za-z0-9:60}}" })
// ok: secrets.artifactory-token
const other = connect({ artifactoryToken: process.env.ARTIFACTORY_TOKEN })
# --- case: artifactory-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.artifactory-token
# AKC{{A-Za-z0-9:70}}
# ok: secrets.artifactory-token
print("set ARTIFACTORY_TOKEN first")
