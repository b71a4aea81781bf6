# ruleid: secrets.azure-service-key
azure_api_key = "{{A-Za-z0-9:76}}AzFu{{A-Za-z0-9:6}}=="
# ok: secrets.azure-service-key
azure_api_key = os.environ["AZURE_API_KEY"]
# ok: secrets.azure-service-key
azure_api_key = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxAzFuxxxxxx=="
// --- case: azure-service-key.go
// ruleid: secrets.azure-service-key
var azureApiKey = "{{A-Za-z0-9:76}}+ASt{{A-Za-z0-9:6}}=="
// ok: secrets.azure-service-key
var other = os.Getenv("AZURE_API_KEY")
# --- case: azure-service-key.sh
# ruleid: secrets.azure-service-key
export AZURE_API_KEY='{{A-Za-z0-9:76}}AzFu{{A-Za-z0-9:6}}=='
# ok: secrets.azure-service-key
export AZURE_API_KEY="$(cat /run/secrets/azure_api_key)"
