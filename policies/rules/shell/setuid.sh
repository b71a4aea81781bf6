# ruleid: shell.setuid
chmod u+s /usr/local/bin/tool
# --- case
# ruleid: shell.setuid
chmod 4755 tool
# --- case
# ruleid: shell.setuid
install -m 4755 tool /usr/bin/tool
# --- case
# ok: shell.setuid
chmod 755 tool
# --- case
# ok: shell.setuid
chmod u+x tool
