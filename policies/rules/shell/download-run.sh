# ruleid: shell.download-run
curl -fsSL https://example.com/install.sh | sh
# --- case
# ruleid: shell.download-run
wget -qO- https://example.com/x | sudo bash
# --- case
# ruleid: shell.download-run
bash -c "$(curl -fsSL https://example.com/i.sh)"
# --- case
# ok: shell.download-run
curl -fsSL https://example.com/install.sh -o install.sh
# --- case
# ok: shell.download-run
curl -s https://example.com/data.json | jq .name
