# ruleid: secrets.hubspot-token
hubspot_token = "pat-na1-{{a-f0-9:8}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:12}}"
# ok: secrets.hubspot-token
hubspot_token = os.environ["HUBSPOT_TOKEN"]
# ok: secrets.hubspot-token
hubspot_token = "pat-na1-xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
// --- case: hubspot-token.java
// ruleid: secrets.hubspot-token
Client client = new Client("pat-na1-{{a-f0-9:8}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:12}}");
// ok: secrets.hubspot-token
Client other = new Client(System.getenv("HUBSPOT_TOKEN"));
# --- case: hubspot-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.hubspot-token
# pat-na1-{{a-f0-9:8}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:12}}
# ok: secrets.hubspot-token
print("set HUBSPOT_TOKEN first")
