# ruleid: secrets.frameio-token
frameio_token = "fio-u-{{A-Za-z0-9:64}}"
# ok: secrets.frameio-token
frameio_token = os.environ["FRAMEIO_TOKEN"]
# ok: secrets.frameio-token
frameio_token = "fio-u-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: frameio-token.java
// ruleid: secrets.frameio-token
Client client = new Client("fio-u-{{A-Za-z0-9:64}}");
// ok: secrets.frameio-token
Client other = new Client(System.getenv("FRAMEIO_TOKEN"));
# --- case: frameio-token.sh
# ruleid: secrets.frameio-token
export FRAMEIO_TOKEN='fio-u-{{A-Za-z0-9:64}}'
# ok: secrets.frameio-token
export FRAMEIO_TOKEN="$(cat /run/secrets/frameio_token)"
