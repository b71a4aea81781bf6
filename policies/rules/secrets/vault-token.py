# ruleid: secrets.vault-token
vault_token = "hvs.{{A-Za-z0-9:24}}"
# ok: secrets.vault-token
vault_token = os.environ["VAULT_TOKEN"]
# ok: secrets.vault-token
vault_token = "hvs.xxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: vault-token.go
// ruleid: secrets.vault-token
var vaultToken = "hvs.{{A-Za-z0-9:24}}"
// ok: secrets.vault-token
var other = os.Getenv("VAULT_TOKEN")
# --- case: vault-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.vault-token
# hvs.{{A-Za-z0-9:24}}
# ok: secrets.vault-token
print("set VAULT_TOKEN first")
