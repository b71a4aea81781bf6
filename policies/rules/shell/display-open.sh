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
# --- case
# ruleid: shell.display-open
xhost +
# --- case
# ruleid: shell.display-open
echo "/srv *(rw,no_root_squash)" >> /etc/exports
# --- case
# ruleid: shell.display-open
exportfs -o rw "*(rw):/srv"
# --- case
# ok: shell.display-open
xhost +si:localuser:app
# --- case
# ok: shell.display-open
echo "/srv 10.0.0.0/8(ro)" >> /etc/exports
# --- case
# ok: shell.display-open
xhost -
