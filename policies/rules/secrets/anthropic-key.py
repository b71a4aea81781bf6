# ruleid: secrets.anthropic-key
anthropic_api_key = "sk-ant-api03-{{A-Za-z0-9:93}}AA"
# ok: secrets.anthropic-key
anthropic_api_key = os.environ["ANTHROPIC_API_KEY"]
# ok: secrets.anthropic-key
anthropic_api_key = "sk-ant-api03-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxAA"
// --- case: anthropic-key.js
// ruleid: secrets.anthropic-key
const client = connect({ anthropicApiKey: 'sk-ant-api03-{{A-Za-z0-9:93}}AA' })
// ok: secrets.anthropic-key
const other = connect({ anthropicApiKey: process.env.ANTHROPIC_API_KEY })
# --- case: anthropic-key.yaml
# ruleid: secrets.anthropic-key
anthropic_api_key: "sk-ant-api03-{{A-Za-z0-9:93}}AA"
# ok: secrets.anthropic-key
anthropic_api_key_file: /run/secrets/anthropic_api_key
