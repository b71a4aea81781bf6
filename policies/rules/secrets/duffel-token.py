# ruleid: secrets.duffel-token
duffel_token = "duffel_live_{{A-Za-z0-9:43}}"
# ok: secrets.duffel-token
duffel_token = os.environ["DUFFEL_TOKEN"]
# ok: secrets.duffel-token
duffel_token = "duffel_live_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: duffel-token.rb
# ruleid: secrets.duffel-token
client = Client.new('duffel_live_{{A-Za-z0-9:43}}')
# ok: secrets.duffel-token
other = Client.new(ENV['DUFFEL_TOKEN'])
# --- case: duffel-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.duffel-token
# duffel_live_{{A-Za-z0-9:43}}
# ok: secrets.duffel-token
print("set DUFFEL_TOKEN first")
