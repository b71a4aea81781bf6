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
