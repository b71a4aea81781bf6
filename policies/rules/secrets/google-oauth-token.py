# ruleid: secrets.google-oauth-token
google_access_token = "ya29.{{A-Za-z0-9:80}}"
# ok: secrets.google-oauth-token
google_access_token = os.environ["GOOGLE_ACCESS_TOKEN"]
# ok: secrets.google-oauth-token
google_access_token = "ya29.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: google-oauth-token.java
// ruleid: secrets.google-oauth-token
Client client = new Client("ya29.{{A-Za-z0-9:80}}");
// ok: secrets.google-oauth-token
Client other = new Client(System.getenv("GOOGLE_ACCESS_TOKEN"));
# --- case: google-oauth-token.sh
# ruleid: secrets.google-oauth-token
export GOOGLE_ACCESS_TOKEN='ya29.{{A-Za-z0-9:80}}'
# ok: secrets.google-oauth-token
export GOOGLE_ACCESS_TOKEN="$(cat /run/secrets/google_access_token)"
