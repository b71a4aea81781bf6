# ruleid: secrets.replicate-token
replicate_api_token = "r8_{{A-Za-z0-9:37}}"
# ok: secrets.replicate-token
replicate_api_token = os.environ["REPLICATE_API_TOKEN"]
# ok: secrets.replicate-token
replicate_api_token = "r8_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: replicate-token.go
// ruleid: secrets.replicate-token
var replicateApiToken = "r8_{{A-Za-z0-9:37}}"
// ok: secrets.replicate-token
var other = os.Getenv("REPLICATE_API_TOKEN")
# --- case: replicate-token.yaml
# ruleid: secrets.replicate-token
replicate_api_token: "r8_{{A-Za-z0-9:37}}"
# ok: secrets.replicate-token
replicate_api_token_file: /run/secrets/replicate_api_token
