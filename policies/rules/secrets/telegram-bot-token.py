# ruleid: secrets.telegram-bot-token
telegram_token = "{{0-9:9}}:AA{{A-Za-z0-9:33}}"
# ok: secrets.telegram-bot-token
telegram_token = os.environ["TELEGRAM_TOKEN"]
# ok: secrets.telegram-bot-token
telegram_token = "xxxxxxxxx:AAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: telegram-bot-token.js
// ruleid: secrets.telegram-bot-token
const client = connect({ telegramToken: '{{0-9:9}}:AA{{A-Za-z0-9:33}}' })
// ok: secrets.telegram-bot-token
const other = connect({ telegramToken: process.env.TELEGRAM_TOKEN })
# --- case: telegram-bot-token.sh
# ruleid: secrets.telegram-bot-token
export TELEGRAM_TOKEN='{{0-9:9}}:AA{{A-Za-z0-9:33}}'
# ok: secrets.telegram-bot-token
export TELEGRAM_TOKEN="$(cat /run/secrets/telegram_token)"
