# ruleid: secrets.npm-token
npm_token = "//npm.corp.internal/:_authToken={{a-f0-9:8}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:12}}"
# ok: secrets.npm-token
npm_token = os.environ["NPM_TOKEN"]
# ok: secrets.npm-token
npm_token = "//npm.corp.internal/:_authToken=xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
// --- case: npm-token.go
// ruleid: secrets.npm-token
var npmToken = "//npm.corp.internal/:_authToken={{a-f0-9:8}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:12}}"
// ok: secrets.npm-token
var other = os.Getenv("NPM_TOKEN")
# --- case: npm-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.npm-token
# //npm.corp.internal/:_authToken={{a-f0-9:8}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:12}}
# ok: secrets.npm-token
print("set NPM_TOKEN first")
