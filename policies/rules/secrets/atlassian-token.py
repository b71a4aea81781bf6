# ruleid: secrets.atlassian-token
atlassian_api_token = "ATATT3{{A-Za-z0-9:186}}"
# ok: secrets.atlassian-token
atlassian_api_token = os.environ["ATLASSIAN_API_TOKEN"]
# ok: secrets.atlassian-token
atlassian_api_token = "ATATT3xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: atlassian-token.go
// ruleid: secrets.atlassian-token
var atlassianApiToken = "ATBB{{A-Za-z0-9:32}}"
// ok: secrets.atlassian-token
var other = os.Getenv("ATLASSIAN_API_TOKEN")
# --- case: atlassian-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.atlassian-token
# ATATT3{{A-Za-z0-9:186}}
# ok: secrets.atlassian-token
print("set ATLASSIAN_API_TOKEN first")
