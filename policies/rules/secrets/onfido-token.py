# ruleid: secrets.onfido-token
onfido_api_token = "api_live.{{A-Za-z0-9:11}}.{{A-Za-z0-9:32}}"
# ok: secrets.onfido-token
onfido_api_token = os.environ["ONFIDO_API_TOKEN"]
# ok: secrets.onfido-token
onfido_api_token = "api_live.xxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: onfido-token.rb
# ruleid: secrets.onfido-token
client = Client.new('api_live.{{A-Za-z0-9:11}}.{{A-Za-z0-9:32}}')
# ok: secrets.onfido-token
other = Client.new(ENV['ONFIDO_API_TOKEN'])
# --- case: onfido-token.sh
# ruleid: secrets.onfido-token
export ONFIDO_API_TOKEN='api_live.{{A-Za-z0-9:11}}.{{A-Za-z0-9:32}}'
# ok: secrets.onfido-token
export ONFIDO_API_TOKEN="$(cat /run/secrets/onfido_api_token)"
