# ruleid: secrets.twilio-key
twilio_auth_token = "SK{{a-f0-9:32}}"
# ok: secrets.twilio-key
twilio_auth_token = os.environ["TWILIO_AUTH_TOKEN"]
# ok: secrets.twilio-key
twilio_auth_token = "SKxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: twilio-key.go
// ruleid: secrets.twilio-key
var twilioAuthToken = "AC{{a-f0-9:32}}"
// ok: secrets.twilio-key
var other = os.Getenv("TWILIO_AUTH_TOKEN")
# --- case: twilio-key.yaml
# ruleid: secrets.twilio-key
twilio_auth_token: "SK{{a-f0-9:32}}"
# ok: secrets.twilio-key
twilio_auth_token_file: /run/secrets/twilio_auth_token
