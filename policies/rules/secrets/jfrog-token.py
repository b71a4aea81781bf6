# ruleid: secrets.jfrog-token
jfrog_token = "cmVmdGtu{{A-Za-z0-9:56}}"
# ok: secrets.jfrog-token
jfrog_token = os.environ["JFROG_TOKEN"]
# ok: secrets.jfrog-token
jfrog_token = "cmVmdGtuxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: jfrog-token.go
// ruleid: secrets.jfrog-token
var jfrogToken = "cmVmdGtu{{A-Za-z0-9:56}}"
// ok: secrets.jfrog-token
var other = os.Getenv("JFROG_TOKEN")
# --- case: jfrog-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.jfrog-token
# cmVmdGtu{{A-Za-z0-9:56}}
# ok: secrets.jfrog-token
print("set JFROG_TOKEN first")
