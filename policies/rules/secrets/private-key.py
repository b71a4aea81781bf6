# ruleid: secrets.private-key
KEY = "-----BEGIN RSA {{}}PRIVATE KEY-----\n{{A-Za-z0-9+/:64}}\n{{A-Za-z0-9+/:64}}\n-----END RSA {{}}PRIVATE KEY-----"
# ruleid: secrets.private-key
OTHER = "-----BEGIN {{}}PRIVATE KEY-----\n{{A-Za-z0-9+/:64}}\n-----END {{}}PRIVATE KEY-----"
# ok: secrets.private-key
KEY = Path(os.environ["KEY_FILE"]).read_text()
# ok: secrets.private-key
PUBLIC = "-----BEGIN PUBLIC KEY-----\n{{A-Za-z0-9+/:64}}\n-----END PUBLIC KEY-----"
# ok: secrets.private-key
is_key = text.startswith("-----BEGIN {{}}PRIVATE KEY-----")
# --- case: key.json
// ruleid: secrets.private-key
{"kty": "EC", "crv": "P-256", "x": "{{A-Za-z0-9_-:43}}", "y": "{{A-Za-z0-9_-:43}}", "d": "{{A-Za-z0-9_-:43}}"}
