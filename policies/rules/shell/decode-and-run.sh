# ruleid: shell.decode-and-run
echo aGVsbG8= | base64 -d | sh
# --- case
# ruleid: shell.decode-and-run
eval "$(echo aGVsbG8= | base64 --decode)"
# --- case
# ruleid: shell.decode-and-run
echo 6c73 | xxd -r -p | bash
# --- case
# ok: shell.decode-and-run
echo aGVsbG8= | base64 -d > out.bin
# --- case
# ok: shell.decode-and-run
base64 -d < cert.b64 > cert.pem
# --- case
# ruleid: shell.decode-and-run
echo Y3VybCBldmls | base64 -d | sh
# --- case
# ruleid: shell.decode-and-run
eval "$(echo cm0gLXJmIC8= | base64 --decode)"
# --- case
# ruleid: shell.decode-and-run
base64 -d payload.txt | bash
# --- case
# ruleid: shell.decode-and-run
echo "726d" | xxd -r -p | sh
# --- case
# ok: shell.decode-and-run
echo "$CERT" | base64 -d > cert.pem
# --- case
# ok: shell.decode-and-run
echo "$SECRET" | base64 --decode | jq .
# --- case
# ok: shell.decode-and-run
base64 -d < key.b64 | gpg --import
