# ruleid: secrets.slack-token
slack_token = "xoxb-{{0-9:12}}-{{0-9:12}}-{{A-Za-z0-9:24}}"
# ok: secrets.slack-token
slack_token = os.environ["SLACK_TOKEN"]
# ok: secrets.slack-token
slack_token = "xoxb-xxxxxxxxxxxx-xxxxxxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: slack-token.go
// ruleid: secrets.slack-token
var slackToken = "xoxp-{{0-9:12}}-{{0-9:12}}-{{0-9:12}}-{{a-f0-9:32}}"
// ok: secrets.slack-token
var other = os.Getenv("SLACK_TOKEN")
# --- case: slack-token.sh
# ruleid: secrets.slack-token
export SLACK_TOKEN='xoxb-{{0-9:12}}-{{0-9:12}}-{{A-Za-z0-9:24}}'
# ok: secrets.slack-token
export SLACK_TOKEN="$(cat /run/secrets/slack_token)"
