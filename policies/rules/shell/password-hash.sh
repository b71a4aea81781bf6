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
# --- case
# ruleid: shell.password-hash
echo -n "$PASSWORD" | md5sum
# --- case
# ruleid: shell.password-hash
printf %s "$password" | sha1sum
# --- case
# ruleid: shell.password-hash
openssl passwd -1 x
# --- case
# ruleid: shell.password-hash
htpasswd -bm users u "$P"
# --- case
# ruleid: shell.password-hash
mkpasswd -m md5 x
# --- case
# ok: shell.password-hash
echo -n "$FILE" | md5sum
# --- case
# ok: shell.password-hash
openssl passwd -6 x
# --- case
# ok: shell.password-hash
htpasswd -B users u
# --- case
# ok: shell.password-hash
mkpasswd -m yescrypt x
# --- case
# ok: shell.password-hash
md5sum file
