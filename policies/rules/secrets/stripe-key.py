# ruleid: secrets.stripe-key
stripe_api_key = "sk_live_{{A-Za-z0-9:24}}"
# ok: secrets.stripe-key
stripe_api_key = os.environ["STRIPE_API_KEY"]
# ok: secrets.stripe-key
stripe_api_key = "sk_live_xxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: stripe-key.rb
# ruleid: secrets.stripe-key
client = Client.new('rk_live_{{A-Za-z0-9:24}}')
# ok: secrets.stripe-key
other = Client.new(ENV['STRIPE_API_KEY'])
# --- case: stripe-key.py
# The key that is in use: see the deployment.
# ruleid: secrets.stripe-key
# sk_live_{{A-Za-z0-9:24}}
# ok: secrets.stripe-key
print("set STRIPE_API_KEY first")
