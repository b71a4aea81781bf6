# ruleid: shell.protection-off
setenforce 0
# --- case
# ruleid: shell.protection-off
ufw disable
# --- case
# ruleid: shell.protection-off
systemctl disable --now firewalld
# --- case
# ok: shell.protection-off
ufw enable
# --- case
# ok: shell.protection-off
systemctl restart nginx
