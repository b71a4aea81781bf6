# ruleid: shell.root-group
usermod -aG docker app
# --- case
# ruleid: shell.root-group
gpasswd -a app sudo
# --- case
# ruleid: shell.root-group
adduser app wheel
# --- case
# ok: shell.root-group
usermod -aG www-data app
# --- case
# ok: shell.root-group
groupadd app
# --- case
# ruleid: shell.root-group
usermod -aG docker app
# --- case
# ruleid: shell.root-group
gpasswd -a app sudo
# --- case
# ruleid: shell.root-group
useradd -m -G wheel app
# --- case
# ok: shell.root-group
usermod -aG video app
# --- case
# ok: shell.root-group
useradd -m app
# --- case
# ok: shell.root-group
groupadd docker
