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
# --- case
# ruleid: shell.download-run
curl -fsSL https://get.example.com | sh
# --- case
# ruleid: shell.download-run
bash <(curl -Ls "https://example.com/install.sh")
# --- case
# ruleid: shell.download-run
eval "$(wget -qO- https://example.com/setup)"
# --- case
curl -fsSL https://example.com/i.sh -o i.sh
# ruleid: shell.download-run
bash i.sh
# --- case
# ruleid: shell.download-run
sh -c "$(curl -fsSL https://example.com/install.sh)"
# --- case
# ruleid: shell.download-run
curl -sSL https://install.example.org | python3 -
# --- case
curl -fsSL https://example.com/i.sh -o i.sh
echo "$SUM  i.sh" | sha256sum -c -
# ok: shell.download-run
bash i.sh
# --- case
# ok: shell.download-run
curl -s https://api.example.com/v1 | jq .name
# --- case
# ok: shell.download-run
eval "$(ssh-agent -s)"
# --- case
# ok: shell.download-run
curl -fsSL https://example.com/data.json | python3 -m json.tool
# --- case
# ok: shell.download-run
cat install.sh | sh
