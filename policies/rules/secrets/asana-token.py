# ruleid: secrets.asana-token
asana_token = "1/{{0-9:16}}:{{a-f0-9:32}}"
# ok: secrets.asana-token
asana_token = os.environ["ASANA_TOKEN"]
# ok: secrets.asana-token
asana_token = "1/xxxxxxxxxxxxxxxx:xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: asana-token.js
// ruleid: secrets.asana-token
const client = connect({ asanaToken: '1/{{0-9:16}}:{{a-f0-9:32}}' })
// ok: secrets.asana-token
const other = connect({ asanaToken: process.env.ASANA_TOKEN })
# --- case: asana-token.yaml
# ruleid: secrets.asana-token
asana_token: "1/{{0-9:16}}:{{a-f0-9:32}}"
# ok: secrets.asana-token
asana_token_file: /run/secrets/asana_token
