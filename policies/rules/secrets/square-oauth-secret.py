# ruleid: secrets.square-oauth-secret
square_oauth_secret = "sq0csp-{{A-Za-z0-9:43}}"
# ok: secrets.square-oauth-secret
square_oauth_secret = os.environ["SQUARE_OAUTH_SECRET"]
# ok: secrets.square-oauth-secret
square_oauth_secret = "sq0csp-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: square-oauth-secret.java
// ruleid: secrets.square-oauth-secret
Client client = new Client("sq0csp-{{A-Za-z0-9:43}}");
// ok: secrets.square-oauth-secret
Client other = new Client(System.getenv("SQUARE_OAUTH_SECRET"));
# --- case: square-oauth-secret.yaml
# ruleid: secrets.square-oauth-secret
square_oauth_secret: "sq0csp-{{A-Za-z0-9:43}}"
# ok: secrets.square-oauth-secret
square_oauth_secret_file: /run/secrets/square_oauth_secret
