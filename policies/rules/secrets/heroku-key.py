# ruleid: secrets.heroku-key
heroku_api_key = "HRKU-{{A-Za-z0-9:58}}"
# ok: secrets.heroku-key
heroku_api_key = os.environ["HEROKU_API_KEY"]
# ok: secrets.heroku-key
heroku_api_key = "HRKU-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: heroku-key.go
// ruleid: secrets.heroku-key
var herokuApiKey = "HRKU-{{A-Za-z0-9:58}}"
// ok: secrets.heroku-key
var other = os.Getenv("HEROKU_API_KEY")
# --- case: heroku-key.yaml
# ruleid: secrets.heroku-key
heroku_api_key: "HRKU-{{A-Za-z0-9:58}}"
# ok: secrets.heroku-key
heroku_api_key_file: /run/secrets/heroku_api_key
