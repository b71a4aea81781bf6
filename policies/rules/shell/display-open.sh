# ruleid: shell.display-open
xhost +
# --- case
# ruleid: shell.display-open
echo "/srv *(rw,no_root_squash)" >> /etc/exports
# --- case
# ruleid: shell.display-open
xhost + 
# --- case
# ok: shell.display-open
xhost +si:localuser:app
# --- case
# ok: shell.display-open
exportfs -v
