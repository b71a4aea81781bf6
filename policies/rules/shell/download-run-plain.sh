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
# --- case
# ruleid: shell.download-run-plain
curl http://example.com/i.sh | sudo sh
# --- case
# ruleid: shell.download-run-plain
wget -qO- http://10.0.0.7/run.sh | bash
# --- case
# ruleid: shell.download-run-plain
bash -c "$(curl -s http://example.com/x)"
# --- case
# ok: shell.download-run-plain
curl -fsSL https://example.com/i.sh | sh
# --- case
# ok: shell.download-run-plain
curl http://localhost:8080/i.sh | sh
# --- case
# ok: shell.download-run-plain
curl -O http://example.com/data.csv
