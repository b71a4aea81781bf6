# ruleid: shell.open-permissions
chmod 777 /srv/app
# --- case
# ruleid: shell.open-permissions
chmod -R a+rwx data
# --- case
# ruleid: shell.open-permissions
install -m 0777 a /usr/local/bin/a
# --- case
# ok: shell.open-permissions
chmod 755 script.sh
# --- case
# ok: shell.open-permissions
chmod u+x run.sh
# --- case
# ruleid: shell.open-permissions
chmod 777 /var/www
# --- case
# ruleid: shell.open-permissions
chmod -R a+rwx data
# --- case
# ruleid: shell.open-permissions
install -m 0777 tool /usr/local/bin/tool
# --- case
# ruleid: shell.open-permissions
umask 000
# --- case
# ruleid: shell.open-permissions
mkdir -m 777 /srv/drop
# --- case
# ruleid: shell.open-permissions
chmod o+w config.yml
# --- case
# ok: shell.open-permissions
chmod 755 run.sh
# --- case
# ok: shell.open-permissions
chmod +x run.sh
# --- case
# ok: shell.open-permissions
chmod 1777 /tmp
# --- case
# ok: shell.open-permissions
chmod 600 key.pem
# --- case
# ok: shell.open-permissions
umask 022
# --- case
# ok: shell.open-permissions
mkdir -p -m 750 /srv/app
# --- case
# ok: shell.open-permissions
chmod u+rwx,go-rwx secret
# --- case
# ok: shell.open-permissions
chmod o-w file
# --- case
# ok: shell.open-permissions
chmod --reference=a b
