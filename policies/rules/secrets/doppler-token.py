# ruleid: secrets.doppler-token
doppler_token = "dp.pt.{{A-Za-z0-9:43}}"
# ok: secrets.doppler-token
doppler_token = os.environ["DOPPLER_TOKEN"]
# ok: secrets.doppler-token
doppler_token = "dp.pt.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: doppler-token.java
// ruleid: secrets.doppler-token
Client client = new Client("dp.pt.{{A-Za-z0-9:43}}");
// ok: secrets.doppler-token
Client other = new Client(System.getenv("DOPPLER_TOKEN"));
# --- case: doppler-token.yaml
# ruleid: secrets.doppler-token
doppler_token: "dp.pt.{{A-Za-z0-9:43}}"
# ok: secrets.doppler-token
doppler_token_file: /run/secrets/doppler_token
