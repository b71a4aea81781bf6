# ruleid: secrets.azure-client-secret
azure_client_secret = "ab{{A-Za-z0-9:1}}8Q~{{A-Za-z0-9:34}}"
# ok: secrets.azure-client-secret
azure_client_secret = os.environ["AZURE_CLIENT_SECRET"]
# ok: secrets.azure-client-secret
azure_client_secret = "abx8Q~xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: azure-client-secret.js
// ruleid: secrets.azure-client-secret
const client = connect({ azureClientSecret: 'ab{{A-Za-z0-9:1}}8Q~{{A-Za-z0-9:34}}' })
// ok: secrets.azure-client-secret
const other = connect({ azureClientSecret: process.env.AZURE_CLIENT_SECRET })
# --- case: azure-client-secret.sh
# ruleid: secrets.azure-client-secret
export AZURE_CLIENT_SECRET='ab{{A-Za-z0-9:1}}8Q~{{A-Za-z0-9:34}}'
# ok: secrets.azure-client-secret
export AZURE_CLIENT_SECRET="$(cat /run/secrets/azure_client_secret)"
