# ruleid: secrets.netlify-token
netlify_token = "nfp_{{A-Za-z0-9:36}}"
# ok: secrets.netlify-token
netlify_token = os.environ["NETLIFY_TOKEN"]
# ok: secrets.netlify-token
netlify_token = "nfp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: netlify-token.go
// ruleid: secrets.netlify-token
var netlifyToken = "nfp_{{A-Za-z0-9:36}}"
// ok: secrets.netlify-token
var other = os.Getenv("NETLIFY_TOKEN")
# --- case: netlify-token.sh
# ruleid: secrets.netlify-token
export NETLIFY_TOKEN='nfp_{{A-Za-z0-9:36}}'
# ok: secrets.netlify-token
export NETLIFY_TOKEN="$(cat /run/secrets/netlify_token)"
