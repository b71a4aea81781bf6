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
