# ruleid: secrets.perplexity-key
perplexity_api_key = "pplx-{{A-Za-z0-9:48}}"
# ok: secrets.perplexity-key
perplexity_api_key = os.environ["PERPLEXITY_API_KEY"]
# ok: secrets.perplexity-key
perplexity_api_key = "pplx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: perplexity-key.java
// ruleid: secrets.perplexity-key
Client client = new Client("pplx-{{A-Za-z0-9:48}}");
// ok: secrets.perplexity-key
Client other = new Client(System.getenv("PERPLEXITY_API_KEY"));
# --- case: perplexity-key.sh
# ruleid: secrets.perplexity-key
export PERPLEXITY_API_KEY='pplx-{{A-Za-z0-9:48}}'
# ok: secrets.perplexity-key
export PERPLEXITY_API_KEY="$(cat /run/secrets/perplexity_api_key)"
