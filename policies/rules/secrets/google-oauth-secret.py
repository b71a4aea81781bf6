# ruleid: secrets.google-oauth-secret
google_client_secret = "GOCSPX-{{A-Za-z0-9:28}}"
# ok: secrets.google-oauth-secret
google_client_secret = os.environ["GOOGLE_CLIENT_SECRET"]
# ok: secrets.google-oauth-secret
google_client_secret = "GOCSPX-xxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: google-oauth-secret.java
// ruleid: secrets.google-oauth-secret
Client client = new Client("GOCSPX-{{A-Za-z0-9:28}}");
// ok: secrets.google-oauth-secret
Client other = new Client(System.getenv("GOOGLE_CLIENT_SECRET"));
# --- case: google-oauth-secret.yaml
# ruleid: secrets.google-oauth-secret
google_client_secret: "GOCSPX-{{A-Za-z0-9:28}}"
# ok: secrets.google-oauth-secret
google_client_secret_file: /run/secrets/google_client_secret
