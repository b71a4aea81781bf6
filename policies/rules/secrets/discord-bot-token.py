# ruleid: secrets.discord-bot-token
discord_token = "M{{A-Za-z0-9:23}}.{{A-Za-z0-9_-:6}}.{{A-Za-z0-9:27}}"
# ok: secrets.discord-bot-token
discord_token = os.environ["DISCORD_TOKEN"]
# ok: secrets.discord-bot-token
discord_token = "Mxxxxxxxxxxxxxxxxxxxxxxx.xxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: discord-bot-token.go
// ruleid: secrets.discord-bot-token
var discordToken = "M{{A-Za-z0-9:23}}.{{A-Za-z0-9_-:6}}.{{A-Za-z0-9:27}}"
// ok: secrets.discord-bot-token
var other = os.Getenv("DISCORD_TOKEN")
# --- case: discord-bot-token.sh
# ruleid: secrets.discord-bot-token
export DISCORD_TOKEN='M{{A-Za-z0-9:23}}.{{A-Za-z0-9_-:6}}.{{A-Za-z0-9:27}}'
# ok: secrets.discord-bot-token
export DISCORD_TOKEN="$(cat /run/secrets/discord_token)"
