# ruleid: secrets.flutterwave-key
flutterwave_secret_key = "FLWSECK-{{a-f0-9:32}}-X"
# ok: secrets.flutterwave-key
flutterwave_secret_key = os.environ["FLUTTERWAVE_SECRET_KEY"]
# ok: secrets.flutterwave-key
flutterwave_secret_key = "FLWSECK-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-X"
// --- case: flutterwave-key.js
// ruleid: secrets.flutterwave-key
const client = connect({ flutterwaveSecretKey: 'FLWSECK-{{a-f0-9:32}}-X' })
// ok: secrets.flutterwave-key
const other = connect({ flutterwaveSecretKey: process.env.FLUTTERWAVE_SECRET_KEY })
# --- case: flutterwave-key.yaml
# ruleid: secrets.flutterwave-key
flutterwave_secret_key: "FLWSECK-{{a-f0-9:32}}-X"
# ok: secrets.flutterwave-key
flutterwave_secret_key_file: /run/secrets/flutterwave_secret_key
