# ruleid: secrets.tencent-access-key
tencentcloud_secret_id = "AKID{{A-Za-z0-9:32}}"
# ok: secrets.tencent-access-key
tencentcloud_secret_id = os.environ["TENCENTCLOUD_SECRET_ID"]
# ok: secrets.tencent-access-key
tencentcloud_secret_id = "AKIDxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: tencent-access-key.java
// ruleid: secrets.tencent-access-key
Client client = new Client("AKID{{A-Za-z0-9:32}}");
// ok: secrets.tencent-access-key
Client other = new Client(System.getenv("TENCENTCLOUD_SECRET_ID"));
# --- case: tencent-access-key.py
# The key that is in use: see the deployment.
# ruleid: secrets.tencent-access-key
# AKID{{A-Za-z0-9:32}}
# ok: secrets.tencent-access-key
print("set TENCENTCLOUD_SECRET_ID first")
