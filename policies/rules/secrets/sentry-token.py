# ruleid: secrets.sentry-token
sentry_auth_token = "sntryu_{{a-f0-9:64}}"
# ok: secrets.sentry-token
sentry_auth_token = os.environ["SENTRY_AUTH_TOKEN"]
# ok: secrets.sentry-token
sentry_auth_token = "sntryu_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
# --- case: sentry-token.rb
# ruleid: secrets.sentry-token
client = Client.new('sntryu_{{a-f0-9:64}}')
# ok: secrets.sentry-token
other = Client.new(ENV['SENTRY_AUTH_TOKEN'])
# --- case: sentry-token.sh
# ruleid: secrets.sentry-token
export SENTRY_AUTH_TOKEN='sntryu_{{a-f0-9:64}}'
# ok: secrets.sentry-token
export SENTRY_AUTH_TOKEN="$(cat /run/secrets/sentry_auth_token)"
