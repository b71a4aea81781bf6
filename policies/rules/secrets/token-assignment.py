# ruleid: secrets.token-assignment
api_token = "{{A-Za-z0-9:32}}"
# ok: secrets.token-assignment
api_token = os.environ["API_TOKEN"]
# ok: secrets.token-assignment
api_token = "replace-with-your-token"
# ok: secrets.token-assignment
token_type = "bearer"
# --- case: client.ts
// ruleid: secrets.token-assignment
const apiKey = "{{A-Za-z0-9:40}}";
// ok: secrets.token-assignment
const apiKeyHeader = "x-api-key";
# --- case: Main.java
// ruleid: secrets.token-assignment
private static final String SECRET_TOKEN = "{{a-f0-9:48}}";
