# ruleid: secrets.openshift-token
openshift_token = "sha256~{{A-Za-z0-9:43}}"
# ok: secrets.openshift-token
openshift_token = os.environ["OPENSHIFT_TOKEN"]
# ok: secrets.openshift-token
openshift_token = "sha256~xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: openshift-token.go
// ruleid: secrets.openshift-token
var openshiftToken = "sha256~{{A-Za-z0-9:43}}"
// ok: secrets.openshift-token
var other = os.Getenv("OPENSHIFT_TOKEN")
# --- case: openshift-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.openshift-token
# sha256~{{A-Za-z0-9:43}}
# ok: secrets.openshift-token
print("set OPENSHIFT_TOKEN first")
