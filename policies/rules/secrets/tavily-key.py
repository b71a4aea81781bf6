# ruleid: secrets.tavily-key
tavily_api_key = "tvly-{{A-Za-z0-9:32}}"
# ok: secrets.tavily-key
tavily_api_key = os.environ["TAVILY_API_KEY"]
# ok: secrets.tavily-key
tavily_api_key = "tvly-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: tavily-key.js
// ruleid: secrets.tavily-key
const client = connect({ tavilyApiKey: 'tvly-{{A-Za-z0-9:32}}' })
// ok: secrets.tavily-key
const other = connect({ tavilyApiKey: process.env.TAVILY_API_KEY })
# --- case: tavily-key.sh
# ruleid: secrets.tavily-key
export TAVILY_API_KEY='tvly-{{A-Za-z0-9:32}}'
# ok: secrets.tavily-key
export TAVILY_API_KEY="$(cat /run/secrets/tavily_api_key)"
