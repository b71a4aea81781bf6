# ruleid: secrets.newrelic-key
new_relic_api_key = "NRAK-{{A-Z0-9:27}}"
# ok: secrets.newrelic-key
new_relic_api_key = os.environ["NEW_RELIC_API_KEY"]
# ok: secrets.newrelic-key
new_relic_api_key = "NRAK-xxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: newrelic-key.java
// ruleid: secrets.newrelic-key
Client client = new Client("NRAK-{{A-Z0-9:27}}");
// ok: secrets.newrelic-key
Client other = new Client(System.getenv("NEW_RELIC_API_KEY"));
# --- case: newrelic-key.yaml
# ruleid: secrets.newrelic-key
new_relic_api_key: "NRAK-{{A-Z0-9:27}}"
# ok: secrets.newrelic-key
new_relic_api_key_file: /run/secrets/new_relic_api_key
