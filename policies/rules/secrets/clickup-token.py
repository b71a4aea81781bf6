# ruleid: secrets.clickup-token
clickup_token = "pk_{{0-9:8}}_{{A-Z0-9:32}}"
# ok: secrets.clickup-token
clickup_token = os.environ["CLICKUP_TOKEN"]
# ok: secrets.clickup-token
clickup_token = "pk_xxxxxxxx_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: clickup-token.java
// ruleid: secrets.clickup-token
Client client = new Client("pk_{{0-9:8}}_{{A-Z0-9:32}}");
// ok: secrets.clickup-token
Client other = new Client(System.getenv("CLICKUP_TOKEN"));
# --- case: clickup-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.clickup-token
# pk_{{0-9:8}}_{{A-Z0-9:32}}
# ok: secrets.clickup-token
print("set CLICKUP_TOKEN first")
