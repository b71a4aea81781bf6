# ruleid: secrets.shippo-token
shippo_token = "shippo_live_{{a-f0-9:40}}"
# ok: secrets.shippo-token
shippo_token = os.environ["SHIPPO_TOKEN"]
# ok: secrets.shippo-token
shippo_token = "shippo_live_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: shippo-token.js
// ruleid: secrets.shippo-token
const client = connect({ shippoToken: 'shippo_live_{{a-f0-9:40}}' })
// ok: secrets.shippo-token
const other = connect({ shippoToken: process.env.SHIPPO_TOKEN })
# --- case: shippo-token.yaml
# ruleid: secrets.shippo-token
shippo_token: "shippo_live_{{a-f0-9:40}}"
# ok: secrets.shippo-token
shippo_token_file: /run/secrets/shippo_token
