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
# --- case
# ruleid: shell.weak-crypto
ssh-keygen -t rsa -b 1024 -f key
# --- case
# ruleid: shell.weak-crypto
ssh-keygen -t dsa
# --- case
# ruleid: shell.weak-crypto
openssl genrsa -out key.pem 1024
# --- case
# ruleid: shell.weak-crypto
openssl enc -des3 -in a -out b
# --- case
# ruleid: shell.weak-crypto
openssl req -newkey rsa:1024 -nodes
# --- case
# ruleid: shell.weak-crypto
curl --tlsv1.0 https://example.com
# --- case
# ruleid: shell.weak-crypto
openssl enc -aes-128-ecb -in a -out b
# --- case
# ruleid: shell.weak-crypto
gpg --cipher-algo 3DES -c f
# --- case
# ruleid: shell.weak-crypto
keytool -genkey -keyalg RSA -keysize 1024
# --- case
# ruleid: shell.weak-crypto
openssl ecparam -name secp112r1 -genkey
# --- case
# ruleid: shell.weak-crypto
openssl s_server -ssl3
# --- case
# ok: shell.weak-crypto
ssh-keygen -t ed25519 -f key
# --- case
# ok: shell.weak-crypto
ssh-keygen -t rsa -b 4096
# --- case
# ok: shell.weak-crypto
openssl genrsa -out key.pem 4096
# --- case
# ok: shell.weak-crypto
openssl enc -aes-256-cbc -pbkdf2 -in a -out b
# --- case
# ok: shell.weak-crypto
curl --tlsv1.2 https://example.com
# --- case
# ok: shell.weak-crypto
openssl s_client -tls1 -connect example.com:443
# --- case
# ok: shell.weak-crypto
keytool -genkey -keyalg RSA -keysize 3072
