# ruleid: secrets.stripe-test-key
stripe_api_key = "sk_test_{{A-Za-z0-9:24}}"
# ok: secrets.stripe-test-key
stripe_api_key = os.environ["STRIPE_API_KEY"]
# ok: secrets.stripe-test-key
stripe_api_key = "sk_test_xxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: stripe-test-key.java
// ruleid: secrets.stripe-test-key
Client client = new Client("rk_test_{{A-Za-z0-9:24}}");
// ok: secrets.stripe-test-key
Client other = new Client(System.getenv("STRIPE_API_KEY"));
# --- case: stripe-test-key.py
# The key that is in use: see the deployment.
# ruleid: secrets.stripe-test-key
# sk_test_{{A-Za-z0-9:24}}
# ok: secrets.stripe-test-key
print("set STRIPE_API_KEY first")
