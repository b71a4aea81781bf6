# ruleid: secrets.planetscale-token
planetscale_token = "pscale_tkn_{{A-Za-z0-9:43}}"
# ok: secrets.planetscale-token
planetscale_token = os.environ["PLANETSCALE_TOKEN"]
# ok: secrets.planetscale-token
planetscale_token = "pscale_tkn_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: planetscale-token.js
// ruleid: secrets.planetscale-token
const client = connect({ planetscaleToken: 'pscale_tkn_{{A-Za-z0-9:43}}' })
// ok: secrets.planetscale-token
const other = connect({ planetscaleToken: process.env.PLANETSCALE_TOKEN })
# --- case: planetscale-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.planetscale-token
# pscale_tkn_{{A-Za-z0-9:43}}
# ok: secrets.planetscale-token
print("set PLANETSCALE_TOKEN first")
