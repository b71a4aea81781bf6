# ruleid: secrets.encoded
token = base64.b64decode("Z2hwX2pvS2{{}}15bU9maVFqbDVKd1JhSn{{}}c4dUZRMWpxNlphUzMwZnc0Rw==").decode()
# ruleid: secrets.encoded
key = b64decode("c2tfbGl2ZV{{}}8yaE5mMTFCSnY3TWFsamxHV3dnNXA2eXQ=")
# ok: secrets.encoded
token = base64.b64decode(os.environ["TOKEN_B64"]).decode()
# ok: secrets.encoded
logo = base64.b64decode("{{A-Za-z0-9:64}}")
# --- case: encoded.js
// ruleid: secrets.encoded
const token = atob("Z2hwX1BoYU{{}}ZiZVZwN1dZSFRVYUtVNG{{}}5nUkZlbzMzYkF0Y1F3NFZtYw==");
// ok: secrets.encoded
const text = atob(process.env.TOKEN_B64);
