# ruleid: secrets.postman-key
postman_api_key = "PMAK-{{a-f0-9:24}}-{{a-f0-9:34}}"
# ok: secrets.postman-key
postman_api_key = os.environ["POSTMAN_API_KEY"]
# ok: secrets.postman-key
postman_api_key = "PMAK-xxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: postman-key.go
// ruleid: secrets.postman-key
var postmanApiKey = "PMAK-{{a-f0-9:24}}-{{a-f0-9:34}}"
// ok: secrets.postman-key
var other = os.Getenv("POSTMAN_API_KEY")
# --- case: postman-key.sh
# ruleid: secrets.postman-key
export POSTMAN_API_KEY='PMAK-{{a-f0-9:24}}-{{a-f0-9:34}}'
# ok: secrets.postman-key
export POSTMAN_API_KEY="$(cat /run/secrets/postman_api_key)"
