# ruleid: secrets.facebook-token
facebook_access_token = "EAACE{{A-Za-z0-9:120}}"
# ok: secrets.facebook-token
facebook_access_token = os.environ["FACEBOOK_ACCESS_TOKEN"]
# ok: secrets.facebook-token
facebook_access_token = "EAACExxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: facebook-token.java
// ruleid: secrets.facebook-token
Client client = new Client("EAACE{{A-Za-z0-9:120}}");
// ok: secrets.facebook-token
Client other = new Client(System.getenv("FACEBOOK_ACCESS_TOKEN"));
# --- case: facebook-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.facebook-token
# EAACE{{A-Za-z0-9:120}}
# ok: secrets.facebook-token
print("set FACEBOOK_ACCESS_TOKEN first")
