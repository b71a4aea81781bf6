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
