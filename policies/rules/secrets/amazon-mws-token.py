# ruleid: secrets.amazon-mws-token
mws_auth_token = "amzn.mws.{{a-f0-9:8}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:12}}"
# ok: secrets.amazon-mws-token
mws_auth_token = os.environ["MWS_AUTH_TOKEN"]
# ok: secrets.amazon-mws-token
mws_auth_token = "amzn.mws.xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
# --- case: amazon-mws-token.rb
# ruleid: secrets.amazon-mws-token
client = Client.new('amzn.mws.{{a-f0-9:8}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:12}}')
# ok: secrets.amazon-mws-token
other = Client.new(ENV['MWS_AUTH_TOKEN'])
# --- case: amazon-mws-token.sh
# ruleid: secrets.amazon-mws-token
export MWS_AUTH_TOKEN='amzn.mws.{{a-f0-9:8}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:12}}'
# ok: secrets.amazon-mws-token
export MWS_AUTH_TOKEN="$(cat /run/secrets/mws_auth_token)"
