# ruleid: shell.tls-unverified
curl -k https://example.com
# --- case
# ruleid: shell.tls-unverified
wget --no-check-certificate https://example.com/x
# --- case
# ruleid: shell.tls-unverified
git config --global http.sslVerify false
# --- case
# ok: shell.tls-unverified
curl --cacert ca.pem https://example.com
# --- case
# ok: shell.tls-unverified
git config --global user.name a
# --- case
# ruleid: shell.tls-unverified
curl -k https://example.com/x
# --- case
# ruleid: shell.tls-unverified
wget --no-check-certificate https://example.com/x
# --- case
# ruleid: shell.tls-unverified
git config --global http.sslVerify false
# --- case
# ruleid: shell.tls-unverified
export NODE_TLS_REJECT_UNAUTHORIZED=0
# --- case
# ruleid: shell.tls-unverified
npm config set strict-ssl false
# --- case
# ruleid: shell.tls-unverified
pip install --trusted-host pypi.example.com requests
# --- case
# ruleid: shell.tls-unverified
curl -fsSLk https://example.com -o out
# --- case
# ruleid: shell.tls-unverified
GIT_SSL_NO_VERIFY=true git clone https://example.com/r.git
# --- case
# ruleid: shell.tls-unverified
kubectl --insecure-skip-tls-verify get pods
# --- case
# ruleid: shell.tls-unverified
https --verify=no https://example.com
# --- case
# ruleid: shell.tls-unverified
git -c http.sslVerify=false clone https://example.com/r.git
# --- case
# ruleid: shell.tls-unverified
export PIP_TRUSTED_HOST=pypi.example.com
# --- case
# ruleid: shell.tls-unverified
sed -i "s/verify=True/verify=False/" client.py
# --- case
# ok: shell.tls-unverified
curl -fsSL https://example.com/x
# --- case
# ok: shell.tls-unverified
curl --cacert ca.pem https://example.com
# --- case
# ok: shell.tls-unverified
git config --global http.sslVerify true
# --- case
# ok: shell.tls-unverified
echo "never use --insecure"
# --- case
# ok: shell.tls-unverified
wget -q https://example.com/k
