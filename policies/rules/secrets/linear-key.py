# ruleid: secrets.linear-key
linear_api_key = "lin_api_{{A-Za-z0-9:40}}"
# ok: secrets.linear-key
linear_api_key = os.environ["LINEAR_API_KEY"]
# ok: secrets.linear-key
linear_api_key = "lin_api_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: linear-key.rb
# ruleid: secrets.linear-key
client = Client.new('lin_api_{{A-Za-z0-9:40}}')
# ok: secrets.linear-key
other = Client.new(ENV['LINEAR_API_KEY'])
# --- case: linear-key.yaml
# ruleid: secrets.linear-key
linear_api_key: "lin_api_{{A-Za-z0-9:40}}"
# ok: secrets.linear-key
linear_api_key_file: /run/secrets/linear_api_key
