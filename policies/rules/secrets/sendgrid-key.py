# ruleid: secrets.sendgrid-key
sendgrid_api_key = "SG.{{A-Za-z0-9:22}}.{{A-Za-z0-9:43}}"
# ok: secrets.sendgrid-key
sendgrid_api_key = os.environ["SENDGRID_API_KEY"]
# ok: secrets.sendgrid-key
sendgrid_api_key = "SG.xxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: sendgrid-key.js
// ruleid: secrets.sendgrid-key
const client = connect({ sendgridApiKey: 'SG.{{A-Za-z0-9:22}}.{{A-Za-z0-9:43}}' })
// ok: secrets.sendgrid-key
const other = connect({ sendgridApiKey: process.env.SENDGRID_API_KEY })
# --- case: sendgrid-key.py
# The key that is in use: see the deployment.
# ruleid: secrets.sendgrid-key
# SG.{{A-Za-z0-9:22}}.{{A-Za-z0-9:43}}
# ok: secrets.sendgrid-key
print("set SENDGRID_API_KEY first")
