# ruleid: secrets.azure-devops-token
azure_devops_token = "{{A-Za-z0-9:76}}AZDO{{A-Za-z0-9:4}}"
# ok: secrets.azure-devops-token
azure_devops_token = os.environ["AZURE_DEVOPS_TOKEN"]
# ok: secrets.azure-devops-token
azure_devops_token = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxAZDOxxxx"
// --- case: azure-devops-token.js
// ruleid: secrets.azure-devops-token
const client = connect({ azureDevopsToken: '{{A-Za-z0-9:76}}AZDO{{A-Za-z0-9:4}}' })
// ok: secrets.azure-devops-token
const other = connect({ azureDevopsToken: process.env.AZURE_DEVOPS_TOKEN })
# --- case: azure-devops-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.azure-devops-token
# {{A-Za-z0-9:76}}AZDO{{A-Za-z0-9:4}}
# ok: secrets.azure-devops-token
print("set AZURE_DEVOPS_TOKEN first")
