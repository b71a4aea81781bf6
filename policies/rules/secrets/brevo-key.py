# ruleid: secrets.brevo-key
brevo_api_key = "xkeysib-{{a-f0-9:64}}-{{A-Za-z0-9:16}}"
# ok: secrets.brevo-key
brevo_api_key = os.environ["BREVO_API_KEY"]
# ok: secrets.brevo-key
brevo_api_key = "xkeysib-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxx"
# --- case: brevo-key.rb
# ruleid: secrets.brevo-key
client = Client.new('xkeysib-{{a-f0-9:64}}-{{A-Za-z0-9:16}}')
# ok: secrets.brevo-key
other = Client.new(ENV['BREVO_API_KEY'])
# --- case: brevo-key.py
# The key that is in use: see the deployment.
# ruleid: secrets.brevo-key
# xkeysib-{{a-f0-9:64}}-{{A-Za-z0-9:16}}
# ok: secrets.brevo-key
print("set BREVO_API_KEY first")
