# ruleid: secrets.groq-key
groq_api_key = "gsk_{{A-Za-z0-9:52}}"
# ok: secrets.groq-key
groq_api_key = os.environ["GROQ_API_KEY"]
# ok: secrets.groq-key
groq_api_key = "gsk_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: groq-key.js
// ruleid: secrets.groq-key
const client = connect({ groqApiKey: 'gsk_{{A-Za-z0-9:52}}' })
// ok: secrets.groq-key
const other = connect({ groqApiKey: process.env.GROQ_API_KEY })
# --- case: groq-key.sh
# ruleid: secrets.groq-key
export GROQ_API_KEY='gsk_{{A-Za-z0-9:52}}'
# ok: secrets.groq-key
export GROQ_API_KEY="$(cat /run/secrets/groq_api_key)"
