# ruleid: secrets.teams-webhook
teams_webhook_url = "https://reports.webhook.office.com/webhookb2/{{a-f0-9:8}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:12}}@{{a-f0-9:8}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:12}}/IncomingWebhook/{{a-f0-9:32}}/{{a-f0-9:8}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:12}}"
# ok: secrets.teams-webhook
teams_webhook_url = os.environ["TEAMS_WEBHOOK_URL"]
# ok: secrets.teams-webhook
teams_webhook_url = "https://reports.webhook.office.com/webhookb2/xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx@xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx/IncomingWebhook/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx/xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
// --- case: teams-webhook.go
// ruleid: secrets.teams-webhook
var teamsWebhookUrl = "https://reports.webhook.office.com/webhookb2/{{a-f0-9:8}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:12}}@{{a-f0-9:8}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:12}}/IncomingWebhook/{{a-f0-9:32}}/{{a-f0-9:8}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:12}}"
// ok: secrets.teams-webhook
var other = os.Getenv("TEAMS_WEBHOOK_URL")
# --- case: teams-webhook.yaml
# ruleid: secrets.teams-webhook
teams_webhook_url: "https://reports.webhook.office.com/webhookb2/{{a-f0-9:8}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:12}}@{{a-f0-9:8}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:12}}/IncomingWebhook/{{a-f0-9:32}}/{{a-f0-9:8}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:4}}-{{a-f0-9:12}}"
# ok: secrets.teams-webhook
teams_webhook_url_file: /run/secrets/teams_webhook_url
