curl -fsSLo tool https://example.com/tool
# ruleid: shell.download-installed
sudo install -m 0755 tool /usr/local/bin/tool
# --- case
wget https://example.com/kubectl -O /usr/local/bin/kubectl
# ruleid: shell.download-installed
chmod +x /usr/local/bin/kubectl
# --- case
curl -L https://example.com/p.deb -o p.deb
# ruleid: shell.download-installed
sudo dpkg -i p.deb
# --- case
# ok: shell.download-installed
curl -fsSLo data.csv https://example.com/data.csv
# --- case
curl -fsSLo t https://example.com/t
echo "abc  t" | sha256sum -c -
# ok: shell.download-installed
sudo install t /usr/local/bin/t
