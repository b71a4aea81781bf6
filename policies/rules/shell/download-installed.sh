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
# --- case
curl -fsSLo tool https://example.com/tool
# ruleid: shell.download-installed
chmod +x tool
# --- case
wget -q https://example.com/app.deb
# ruleid: shell.download-installed
dpkg -i app.deb
# --- case
curl -Lo /tmp/kubectl https://dl.example.com/kubectl
# ruleid: shell.download-installed
sudo mv /tmp/kubectl /usr/local/bin/kubectl
# --- case
curl -fsSLo tool https://example.com/tool
echo "$SUM  tool" | sha256sum -c -
# ok: shell.download-installed
chmod +x tool
# --- case
wget -q https://example.com/app.tar.gz
# ok: shell.download-installed
mv app.tar.gz /opt/app.tar.gz
# --- case
# ok: shell.download-installed
chmod +x ./build.sh
# --- case
curl -fsSLo tool https://example.com/tool
# ok: shell.download-installed
chmod 644 tool
