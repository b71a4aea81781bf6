# ruleid: secrets.openai-project-key
openai_api_key = "sk-proj-{{A-Za-z0-9:120}}"
# ok: secrets.openai-project-key
openai_api_key = os.environ["OPENAI_API_KEY"]
# ok: secrets.openai-project-key
openai_api_key = "sk-proj-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: openai-project-key.js
// ruleid: secrets.openai-project-key
const client = connect({ openaiApiKey: 'sk-svcacct-{{A-Za-z0-9:120}}' })
// ok: secrets.openai-project-key
const other = connect({ openaiApiKey: process.env.OPENAI_API_KEY })
# --- case: openai-project-key.yaml
# ruleid: secrets.openai-project-key
openai_api_key: "sk-proj-{{A-Za-z0-9:120}}"
# ok: secrets.openai-project-key
openai_api_key_file: /run/secrets/openai_api_key
