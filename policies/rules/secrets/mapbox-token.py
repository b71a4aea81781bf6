# ruleid: secrets.mapbox-token
mapbox_token = "sk.eyJ{{A-Za-z0-9:60}}.{{A-Za-z0-9:22}}"
# ok: secrets.mapbox-token
mapbox_token = os.environ["MAPBOX_TOKEN"]
# ok: secrets.mapbox-token
mapbox_token = "sk.eyJxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxx"
// --- case: mapbox-token.js
// ruleid: secrets.mapbox-token
const client = connect({ mapboxToken: 'sk.eyJ{{A-Za-z0-9:60}}.{{A-Za-z0-9:22}}' })
// ok: secrets.mapbox-token
const other = connect({ mapboxToken: process.env.MAPBOX_TOKEN })
# --- case: mapbox-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.mapbox-token
# sk.eyJ{{A-Za-z0-9:60}}.{{A-Za-z0-9:22}}
# ok: secrets.mapbox-token
print("set MAPBOX_TOKEN first")
