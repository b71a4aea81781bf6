# ruleid: secrets.readme-key
readme_api_key = "rdme_{{a-z0-9:70}}"
# ok: secrets.readme-key
readme_api_key = os.environ["README_API_KEY"]
# ok: secrets.readme-key
readme_api_key = "rdme_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: readme-key.js
// ruleid: secrets.readme-key
const client = connect({ readmeApiKey: 'rdme_{{a-z0-9:70}}' })
// ok: secrets.readme-key
const other = connect({ readmeApiKey: process.env.README_API_KEY })
# --- case: readme-key.sh
# ruleid: secrets.readme-key
export README_API_KEY='rdme_{{a-z0-9:70}}'
# ok: secrets.readme-key
export README_API_KEY="$(cat /run/secrets/readme_api_key)"
