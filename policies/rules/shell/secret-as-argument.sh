# ruleid: shell.secret-as-argument
mysql -u root -pQ7x9Lm2vTz
# --- case
# ruleid: shell.secret-as-argument
curl -u admin:Q7x9Lm2vTz https://example.com
# --- case
# ruleid: shell.secret-as-argument
sshpass -p Q7x9Lm2vTz ssh host
# --- case
# ok: shell.secret-as-argument
mysql -u root -p"$DB_PASSWORD"
# --- case
# ok: shell.secret-as-argument
curl -u "$USER:$PASS" https://example.com
