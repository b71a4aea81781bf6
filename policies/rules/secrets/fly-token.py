# ruleid: secrets.fly-token
fly_api_token = "fm2_{{A-Za-z0-9:120}}"
# ok: secrets.fly-token
fly_api_token = os.environ["FLY_API_TOKEN"]
# ok: secrets.fly-token
fly_api_token = "fm2_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: fly-token.go
// ruleid: secrets.fly-token
var flyApiToken = "fo1_{{A-Za-z0-9:43}}"
// ok: secrets.fly-token
var other = os.Getenv("FLY_API_TOKEN")
# --- case: fly-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.fly-token
# fm2_{{A-Za-z0-9:120}}
# ok: secrets.fly-token
print("set FLY_API_TOKEN first")
