# ruleid: secrets.slack-app-token
slack_token = "xapp-1-{{A-Z0-9:11}}-{{0-9:13}}-{{a-f0-9:64}}"
# ok: secrets.slack-app-token
slack_token = os.environ["SLACK_TOKEN"]
# ok: secrets.slack-app-token
slack_token = "xapp-1-xxxxxxxxxxx-xxxxxxxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: slack-app-token.java
// ruleid: secrets.slack-app-token
Client client = new Client("xapp-1-{{A-Z0-9:11}}-{{0-9:13}}-{{a-f0-9:64}}");
// ok: secrets.slack-app-token
Client other = new Client(System.getenv("SLACK_TOKEN"));
# --- case: slack-app-token.sh
# ruleid: secrets.slack-app-token
export SLACK_TOKEN='xapp-1-{{A-Z0-9:11}}-{{0-9:13}}-{{a-f0-9:64}}'
# ok: secrets.slack-app-token
export SLACK_TOKEN="$(cat /run/secrets/slack_token)"
