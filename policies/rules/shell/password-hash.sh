# ruleid: shell.password-hash
echo -n "$PASSWORD" | md5sum
# --- case
# ruleid: shell.password-hash
openssl passwd -1 "$PASSWORD"
# --- case
# ruleid: shell.password-hash
htpasswd -b -s file user "$P"
# --- case
# ok: shell.password-hash
md5sum file.iso
# --- case
# ok: shell.password-hash
htpasswd -nB user
