# ruleid: secrets.cargo-token
cargo_registry_token = "cio{{A-Za-z0-9:32}}"
# ok: secrets.cargo-token
cargo_registry_token = os.environ["CARGO_REGISTRY_TOKEN"]
# ok: secrets.cargo-token
cargo_registry_token = "cioxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: cargo-token.go
// ruleid: secrets.cargo-token
var cargoRegistryToken = "cio{{A-Za-z0-9:32}}"
// ok: secrets.cargo-token
var other = os.Getenv("CARGO_REGISTRY_TOKEN")
# --- case: cargo-token.py
# The key that is in use: see the deployment.
# ruleid: secrets.cargo-token
# cio{{A-Za-z0-9:32}}
# ok: secrets.cargo-token
print("set CARGO_REGISTRY_TOKEN first")
