# ruleid: secrets.openai-key
openai_api_key = "sk-{{A-Za-z0-9:20}}T3Blbk{{}}FJ{{A-Za-z0-9:20}}"
# ok: secrets.openai-key
openai_api_key = os.environ["OPENAI_API_KEY"]
# ok: secrets.openai-key
openai_api_key = "sk-xxxxxxxxxxxxxxxxxxxxT3BlbkFJxxxxxxxxxxxxxxxxxxxx"
// --- case: openai-key.java
// ruleid: secrets.openai-key
Client client = new Client("sk-{{A-Za-z0-9:20}}T3Blbk{{}}FJ{{A-Za-z0-9:20}}");
// ok: secrets.openai-key
Client other = new Client(System.getenv("OPENAI_API_KEY"));
# --- case: openai-key.sh
# ruleid: secrets.openai-key
export OPENAI_API_KEY='sk-{{A-Za-z0-9:20}}T3Blbk{{}}FJ{{A-Za-z0-9:20}}'
# ok: secrets.openai-key
export OPENAI_API_KEY="$(cat /run/secrets/openai_api_key)"
