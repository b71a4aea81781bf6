# ruleid: secrets.mailchimp-key
mailchimp_api_key = "{{a-f0-9:32}}-us14"
# ok: secrets.mailchimp-key
mailchimp_api_key = os.environ["MAILCHIMP_API_KEY"]
# ok: secrets.mailchimp-key
mailchimp_api_key = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-us14"
# --- case: mailchimp-key.rb
# ruleid: secrets.mailchimp-key
client = Client.new('{{a-f0-9:32}}-us14')
# ok: secrets.mailchimp-key
other = Client.new(ENV['MAILCHIMP_API_KEY'])
# --- case: mailchimp-key.py
# The key that is in use: see the deployment.
# ruleid: secrets.mailchimp-key
# {{a-f0-9:32}}-us14
# ok: secrets.mailchimp-key
print("set MAILCHIMP_API_KEY first")
