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
