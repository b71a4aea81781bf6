# ruleid: secrets.infracost-key
infracost_api_key = "ico-{{A-Za-z0-9:32}}"
# ok: secrets.infracost-key
infracost_api_key = os.environ["INFRACOST_API_KEY"]
# ok: secrets.infracost-key
infracost_api_key = "ico-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: infracost-key.js
// ruleid: secrets.infracost-key
const client = connect({ infracostApiKey: 'ico-{{A-Za-z0-9:32}}' })
// ok: secrets.infracost-key
const other = connect({ infracostApiKey: process.env.INFRACOST_API_KEY })
# --- case: infracost-key.yaml
# ruleid: secrets.infracost-key
infracost_api_key: "ico-{{A-Za-z0-9:32}}"
# ok: secrets.infracost-key
infracost_api_key_file: /run/secrets/infracost_api_key
