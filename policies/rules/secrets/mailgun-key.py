# ruleid: secrets.mailgun-key
mailgun_api_key = "key-{{a-f0-9:32}}"
# ok: secrets.mailgun-key
mailgun_api_key = os.environ["MAILGUN_API_KEY"]
# ok: secrets.mailgun-key
mailgun_api_key = "key-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: mailgun-key.rb
# ruleid: secrets.mailgun-key
client = Client.new('key-{{a-f0-9:32}}')
# ok: secrets.mailgun-key
other = Client.new(ENV['MAILGUN_API_KEY'])
# --- case: mailgun-key.yaml
# ruleid: secrets.mailgun-key
mailgun_api_key: "key-{{a-f0-9:32}}"
# ok: secrets.mailgun-key
mailgun_api_key_file: /run/secrets/mailgun_api_key
