# ruleid: secrets.stripe-secret
stripe_secret = "whsec_{{A-Za-z0-9:32}}"
# ok: secrets.stripe-secret
stripe_secret = os.environ["STRIPE_SECRET"]
# ok: secrets.stripe-secret
stripe_secret = "whsec_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: stripe-secret.go
// ruleid: secrets.stripe-secret
var stripeSecret = "whsec_{{A-Za-z0-9:32}}"
// ok: secrets.stripe-secret
var other = os.Getenv("STRIPE_SECRET")
# --- case: stripe-secret.sh
# ruleid: secrets.stripe-secret
export STRIPE_SECRET='whsec_{{A-Za-z0-9:32}}'
# ok: secrets.stripe-secret
export STRIPE_SECRET="$(cat /run/secrets/stripe_secret)"
