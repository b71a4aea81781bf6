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
# --- case
# ruleid: shell.protection-off
setenforce 0
# --- case
# ruleid: shell.protection-off
ufw disable
# --- case
# ruleid: shell.protection-off
systemctl stop firewalld
# --- case
# ruleid: shell.protection-off
iptables -F
# --- case
# ruleid: shell.protection-off
sed -i "s/SELINUX=enforcing/SELINUX=disabled/" /etc/selinux/config
# --- case
# ruleid: shell.protection-off
sysctl -w kernel.randomize_va_space=0
# --- case
# ruleid: shell.protection-off
echo 0 > /proc/sys/kernel/randomize_va_space
# --- case
# ruleid: shell.protection-off
service apparmor stop
# --- case
# ruleid: shell.protection-off
spctl --master-disable
# --- case
# ruleid: shell.protection-off
iptables -P INPUT ACCEPT
# --- case
# ruleid: shell.protection-off
auditctl -e 0
# --- case
# ruleid: shell.protection-off
echo 0 > /sys/fs/selinux/enforce
# --- case
# ok: shell.protection-off
setenforce 1
# --- case
# ok: shell.protection-off
ufw enable
# --- case
# ok: shell.protection-off
systemctl restart firewalld
# --- case
# ok: shell.protection-off
iptables -L
# --- case
# ok: shell.protection-off
sysctl -w net.core.somaxconn=1024
# --- case
# ok: shell.protection-off
iptables -A INPUT -p tcp --dport 443 -j ACCEPT
# --- case
# ok: shell.protection-off
systemctl stop nginx
