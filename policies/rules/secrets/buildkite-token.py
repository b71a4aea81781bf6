# ruleid: secrets.buildkite-token
buildkite_token = "bkua_{{a-f0-9:40}}"
# ok: secrets.buildkite-token
buildkite_token = os.environ["BUILDKITE_TOKEN"]
# ok: secrets.buildkite-token
buildkite_token = "bkua_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: buildkite-token.js
// ruleid: secrets.buildkite-token
const client = connect({ buildkiteToken: 'bkua_{{a-f0-9:40}}' })
// ok: secrets.buildkite-token
const other = connect({ buildkiteToken: process.env.BUILDKITE_TOKEN })
# --- case: buildkite-token.sh
# ruleid: secrets.buildkite-token
export BUILDKITE_TOKEN='bkua_{{a-f0-9:40}}'
# ok: secrets.buildkite-token
export BUILDKITE_TOKEN="$(cat /run/secrets/buildkite_token)"
