# ruleid: secrets.easypost-key
easypost_api_key = "EZAK{{A-Za-z0-9:54}}"
# ok: secrets.easypost-key
easypost_api_key = os.environ["EASYPOST_API_KEY"]
# ok: secrets.easypost-key
easypost_api_key = "EZAKxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: easypost-key.go
// ruleid: secrets.easypost-key
var easypostApiKey = "EZAK{{A-Za-z0-9:54}}"
// ok: secrets.easypost-key
var other = os.Getenv("EASYPOST_API_KEY")
# --- case: easypost-key.yaml
# ruleid: secrets.easypost-key
easypost_api_key: "EZAK{{A-Za-z0-9:54}}"
# ok: secrets.easypost-key
easypost_api_key_file: /run/secrets/easypost_api_key
