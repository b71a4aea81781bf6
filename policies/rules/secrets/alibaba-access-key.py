# ruleid: secrets.alibaba-access-key
alibaba_cloud_access_key_id = "LTAI{{A-Za-z0-9:20}}"
# ok: secrets.alibaba-access-key
alibaba_cloud_access_key_id = os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"]
# ok: secrets.alibaba-access-key
alibaba_cloud_access_key_id = "LTAIxxxxxxxxxxxxxxxxxxxx"
// --- case: alibaba-access-key.java
// ruleid: secrets.alibaba-access-key
Client client = new Client("LTAI{{A-Za-z0-9:20}}");
// ok: secrets.alibaba-access-key
Client other = new Client(System.getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"));
# --- case: alibaba-access-key.py
# The key that is in use: see the deployment.
# ruleid: secrets.alibaba-access-key
# LTAI{{A-Za-z0-9:20}}
# ok: secrets.alibaba-access-key
print("set ALIBABA_CLOUD_ACCESS_KEY_ID first")
