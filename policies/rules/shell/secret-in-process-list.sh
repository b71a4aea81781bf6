# ruleid: shell.secret-in-process-list
mysql -u root -p"$DB_PASSWORD" db
# --- case
# ruleid: shell.secret-in-process-list
curl -u "admin:$API_TOKEN" https://example.com
# --- case
# ruleid: shell.secret-in-process-list
sshpass -p "$PASSWORD" ssh host
# --- case
# ok: shell.secret-in-process-list
mysql --defaults-file=my.cnf db
# --- case
# ok: shell.secret-in-process-list
curl https://example.com
# --- case
# ruleid: shell.secret-in-process-list
mysql -u root -p"$DB_PASSWORD" db
# --- case
# ruleid: shell.secret-in-process-list
sshpass -p "$PASS" ssh host
# --- case
# ruleid: shell.secret-in-process-list
docker login -u app -p "$TOKEN"
# --- case
# ok: shell.secret-in-process-list
PGPASSWORD="$DB_PASSWORD" psql -h db
# --- case
# ok: shell.secret-in-process-list
echo "$TOKEN" | docker login -u app --password-stdin
# --- case
# ok: shell.secret-in-process-list
mysql --defaults-extra-file=my.cnf db
