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
