# ruleid: secrets.digitalocean-token
digitalocean_token = "dop_v1_{{a-f0-9:64}}"
# ok: secrets.digitalocean-token
digitalocean_token = os.environ["DIGITALOCEAN_TOKEN"]
# ok: secrets.digitalocean-token
digitalocean_token = "dop_v1_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: digitalocean-token.rb
# ruleid: secrets.digitalocean-token
client = Client.new('doo_v1_{{a-f0-9:64}}')
# ok: secrets.digitalocean-token
other = Client.new(ENV['DIGITALOCEAN_TOKEN'])
# --- case: digitalocean-token.yaml
# ruleid: secrets.digitalocean-token
digitalocean_token: "dop_v1_{{a-f0-9:64}}"
# ok: secrets.digitalocean-token
digitalocean_token_file: /run/secrets/digitalocean_token
