# ruleid: shell.firewall-open
ufw allow 27017
# --- case
# ruleid: shell.firewall-open
ufw allow 9200/tcp
# --- case
# ruleid: shell.firewall-open
iptables -A INPUT -p tcp --dport 6379 -j ACCEPT
# --- case
# ok: shell.firewall-open
ufw allow 443/tcp
# --- case
# ok: shell.firewall-open
ufw allow from 10.0.0.0/8 to any port 5432
# --- case
# ruleid: shell.firewall-open
ufw allow 3306
# --- case
# ruleid: shell.firewall-open
ufw allow from any to any port 6379
# --- case
# ruleid: shell.firewall-open
firewall-cmd --permanent --add-port=27017/tcp
# --- case
# ruleid: shell.firewall-open
iptables -A INPUT -p tcp --dport 5432 -j ACCEPT
# --- case
# ruleid: shell.firewall-open
netsh advfirewall firewall add rule name=rdp dir=in action=allow protocol=TCP localport=3389
# --- case
# ruleid: shell.firewall-open
ufw allow 5432/tcp
# --- case
# ruleid: shell.firewall-open
firewall-cmd --add-service=mysql
# --- case
# ok: shell.firewall-open
ufw allow 443/tcp
# --- case
# ok: shell.firewall-open
ufw allow from 10.0.0.0/8 to any port 5432
# --- case
# ok: shell.firewall-open
iptables -A INPUT -s 10.0.0.0/8 -p tcp --dport 5432 -j ACCEPT
# --- case
# ok: shell.firewall-open
firewall-cmd --permanent --add-service=https
# --- case
# ok: shell.firewall-open
ufw allow ssh
# --- case
# ok: shell.firewall-open
iptables -A INPUT -i lo -p tcp --dport 5432 -j ACCEPT
