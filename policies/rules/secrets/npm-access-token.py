# ruleid: secrets.npm-access-token
npm_token = "npm_{{A-Za-z0-9:36}}"
# ok: secrets.npm-access-token
npm_token = os.environ["NPM_TOKEN"]
# ok: secrets.npm-access-token
npm_token = "npm_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: npm-access-token.js
// ruleid: secrets.npm-access-token
const client = connect({ npmToken: 'npm_{{A-Za-z0-9:36}}' })
// ok: secrets.npm-access-token
const other = connect({ npmToken: process.env.NPM_TOKEN })
# --- case: npm-access-token.sh
# ruleid: secrets.npm-access-token
export NPM_TOKEN='npm_{{A-Za-z0-9:36}}'
# ok: secrets.npm-access-token
export NPM_TOKEN="$(cat /run/secrets/npm_token)"
