# ruleid: secrets.aws-appsync-key
appsync_api_key = "da2-{{a-z0-9:26}}"
# ok: secrets.aws-appsync-key
appsync_api_key = os.environ["APPSYNC_API_KEY"]
# ok: secrets.aws-appsync-key
appsync_api_key = "da2-xxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: aws-appsync-key.java
// ruleid: secrets.aws-appsync-key
Client client = new Client("da2-{{a-z0-9:26}}");
// ok: secrets.aws-appsync-key
Client other = new Client(System.getenv("APPSYNC_API_KEY"));
# --- case: aws-appsync-key.sh
# ruleid: secrets.aws-appsync-key
export APPSYNC_API_KEY='da2-{{a-z0-9:26}}'
# ok: secrets.aws-appsync-key
export APPSYNC_API_KEY="$(cat /run/secrets/appsync_api_key)"
