# ruleid: shell.account-password
echo "root:Q7x9Lm2v" | chpasswd
# --- case
# ruleid: shell.account-password
useradd -p "" app
# --- case
# ruleid: shell.account-password
passwd -d root
# --- case
# ok: shell.account-password
useradd -m app
# --- case
# ok: shell.account-password
passwd app
# --- case
# ruleid: shell.account-password
echo "app:Gr4vel{{}}Tr4in" | chpasswd
# --- case
# ruleid: shell.account-password
passwd -d app
# --- case
# ruleid: shell.account-password
useradd -p "\$6\$x" app
# --- case
# ok: shell.account-password
chpasswd < accounts.txt
# --- case
# ok: shell.account-password
passwd -l app
# --- case
# ok: shell.account-password
useradd -p "!" app
# --- case
# ok: shell.account-password
useradd -m app
