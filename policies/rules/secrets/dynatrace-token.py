# ruleid: secrets.dynatrace-token
dynatrace_token = "dt0c01.{{A-Z0-9:24}}.{{A-Z0-9:64}}"
# ok: secrets.dynatrace-token
dynatrace_token = os.environ["DYNATRACE_TOKEN"]
# ok: secrets.dynatrace-token
dynatrace_token = "dt0c01.xxxxxxxxxxxxxxxxxxxxxxxx.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: dynatrace-token.js
// ruleid: secrets.dynatrace-token
const client = connect({ dynatraceToken: 'dt0c01.{{A-Z0-9:24}}.{{A-Z0-9:64}}' })
// ok: secrets.dynatrace-token
const other = connect({ dynatraceToken: process.env.DYNATRACE_TOKEN })
# --- case: dynatrace-token.sh
# ruleid: secrets.dynatrace-token
export DYNATRACE_TOKEN='dt0c01.{{A-Z0-9:24}}.{{A-Z0-9:64}}'
# ok: secrets.dynatrace-token
export DYNATRACE_TOKEN="$(cat /run/secrets/dynatrace_token)"
