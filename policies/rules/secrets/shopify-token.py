# ruleid: secrets.shopify-token
shopify_token = "shpat_{{a-f0-9:32}}"
# ok: secrets.shopify-token
shopify_token = os.environ["SHOPIFY_TOKEN"]
# ok: secrets.shopify-token
shopify_token = "shpat_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: shopify-token.go
// ruleid: secrets.shopify-token
var shopifyToken = "shpss_{{a-f0-9:32}}"
// ok: secrets.shopify-token
var other = os.Getenv("SHOPIFY_TOKEN")
# --- case: shopify-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.shopify-token
# shpat_{{a-f0-9:32}}
# ok: secrets.shopify-token
print("set SHOPIFY_TOKEN first")
