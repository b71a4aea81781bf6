# ruleid: secrets.braintree-token
braintree_access_token = "access_token$production${{a-z0-9:16}}${{a-f0-9:32}}"
# ok: secrets.braintree-token
braintree_access_token = os.environ["BRAINTREE_ACCESS_TOKEN"]
# ok: secrets.braintree-token
braintree_access_token = "access_token$production$xxxxxxxxxxxxxxxx$xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: braintree-token.java
// ruleid: secrets.braintree-token
Client client = new Client("access_token$production${{a-z0-9:16}}${{a-f0-9:32}}");
// ok: secrets.braintree-token
Client other = new Client(System.getenv("BRAINTREE_ACCESS_TOKEN"));
# --- case: braintree-token.yaml
# ruleid: secrets.braintree-token
braintree_access_token: "access_token$production${{a-z0-9:16}}${{a-f0-9:32}}"
# ok: secrets.braintree-token
braintree_access_token_file: /run/secrets/braintree_access_token
