# ruleid: secrets.google-api-key
google_api_key = "AIza{{A-Za-z0-9:35}}"
# ok: secrets.google-api-key
google_api_key = os.environ["GOOGLE_API_KEY"]
# ok: secrets.google-api-key
google_api_key = "AIzaxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: google-api-key.go
// ruleid: secrets.google-api-key
var googleApiKey = "AIza{{A-Za-z0-9:35}}"
// ok: secrets.google-api-key
var other = os.Getenv("GOOGLE_API_KEY")
# --- case: google-api-key.sh
# ruleid: secrets.google-api-key
export GOOGLE_API_KEY='AIza{{A-Za-z0-9:35}}'
# ok: secrets.google-api-key
export GOOGLE_API_KEY="$(cat /run/secrets/google_api_key)"
