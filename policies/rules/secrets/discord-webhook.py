# ruleid: secrets.discord-webhook
discord_webhook_url = "https://discord.com/api/webhooks/{{0-9:18}}/{{A-Za-z0-9:68}}"
# ok: secrets.discord-webhook
discord_webhook_url = os.environ["DISCORD_WEBHOOK_URL"]
# ok: secrets.discord-webhook
discord_webhook_url = "https://discord.com/api/webhooks/xxxxxxxxxxxxxxxxxx/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: discord-webhook.js
// ruleid: secrets.discord-webhook
const client = connect({ discordWebhookUrl: 'https://discord.com/api/webhooks/{{0-9:18}}/{{A-Za-z0-9:68}}' })
// ok: secrets.discord-webhook
const other = connect({ discordWebhookUrl: process.env.DISCORD_WEBHOOK_URL })
# --- case: discord-webhook.py
# The key that is in use: see the deployment.
# ruleid: secrets.discord-webhook
# https://discord.com/api/webhooks/{{0-9:18}}/{{A-Za-z0-9:68}}
# ok: secrets.discord-webhook
print("set DISCORD_WEBHOOK_URL first")
