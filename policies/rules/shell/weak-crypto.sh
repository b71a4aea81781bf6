# ruleid: shell.weak-crypto
ssh-keygen -t dsa
# --- case
# ruleid: shell.weak-crypto
openssl genrsa -out k.pem 1024
# --- case
# ruleid: shell.weak-crypto
openssl enc -des -in a -out b
# --- case
# ok: shell.weak-crypto
ssh-keygen -t ed25519
# --- case
# ok: shell.weak-crypto
openssl genrsa -out k.pem 4096
