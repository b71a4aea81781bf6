# ruleid: secrets.square-token
square_access_token = "sq0atp-{{A-Za-z0-9:22}}"
# ok: secrets.square-token
square_access_token = os.environ["SQUARE_ACCESS_TOKEN"]
# ok: secrets.square-token
square_access_token = "sq0atp-xxxxxxxxxxxxxxxxxxxxxx"
// --- case: square-token.js
// ruleid: secrets.square-token
const client = connect({ squareAccessToken: 'EAAA{{A-Za-z0-9:60}}' })
// ok: secrets.square-token
const other = connect({ squareAccessToken: process.env.SQUARE_ACCESS_TOKEN })
# --- case: square-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.square-token
# sq0atp-{{A-Za-z0-9:22}}
# ok: secrets.square-token
print("set SQUARE_ACCESS_TOKEN first")
