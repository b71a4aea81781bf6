# ruleid: secrets.xai-key
xai_api_key = "xai-{{A-Za-z0-9:80}}"
# ok: secrets.xai-key
xai_api_key = os.environ["XAI_API_KEY"]
# ok: secrets.xai-key
xai_api_key = "xai-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: xai-key.java
// ruleid: secrets.xai-key
Client client = new Client("xai-{{A-Za-z0-9:80}}");
// ok: secrets.xai-key
Client other = new Client(System.getenv("XAI_API_KEY"));
# --- case: xai-key.sh
# ruleid: secrets.xai-key
export XAI_API_KEY='xai-{{A-Za-z0-9:80}}'
# ok: secrets.xai-key
export XAI_API_KEY="$(cat /run/secrets/xai_api_key)"
