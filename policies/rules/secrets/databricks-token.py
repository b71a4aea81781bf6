# ruleid: secrets.databricks-token
databricks_token = "dapi{{a-f0-9:32}}"
# ok: secrets.databricks-token
databricks_token = os.environ["DATABRICKS_TOKEN"]
# ok: secrets.databricks-token
databricks_token = "dapixxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: databricks-token.java
// ruleid: secrets.databricks-token
Client client = new Client("dapi{{a-f0-9:32}}");
// ok: secrets.databricks-token
Client other = new Client(System.getenv("DATABRICKS_TOKEN"));
# --- case: databricks-token.sh
# ruleid: secrets.databricks-token
export DATABRICKS_TOKEN='dapi{{a-f0-9:32}}'
# ok: secrets.databricks-token
export DATABRICKS_TOKEN="$(cat /run/secrets/databricks_token)"
