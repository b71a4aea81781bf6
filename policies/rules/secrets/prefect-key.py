# ruleid: secrets.prefect-key
prefect_api_key = "pnu_{{A-Za-z0-9:36}}"
# ok: secrets.prefect-key
prefect_api_key = os.environ["PREFECT_API_KEY"]
# ok: secrets.prefect-key
prefect_api_key = "pnu_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: prefect-key.java
// ruleid: secrets.prefect-key
Client client = new Client("pnu_{{A-Za-z0-9:36}}");
// ok: secrets.prefect-key
Client other = new Client(System.getenv("PREFECT_API_KEY"));
# --- case: prefect-key.yaml
# ruleid: secrets.prefect-key
prefect_api_key: "pnu_{{A-Za-z0-9:36}}"
# ok: secrets.prefect-key
prefect_api_key_file: /run/secrets/prefect_api_key
