# ruleid: shell.query-built
psql -c "SELECT * FROM users WHERE name = '$1'"
# --- case
# ruleid: shell.query-built
mysql -e "DELETE FROM t WHERE id=$1"
# --- case
# ruleid: shell.query-built
sqlite3 a.db "SELECT * FROM t WHERE n='$1'"
# --- case
# ok: shell.query-built
psql -c "SELECT 1"
# --- case
# ok: shell.query-built
psql -v name="$1" -f q.sql
# --- case
# ruleid: shell.query-built
mysql -e "SELECT * FROM users WHERE name = '$1'"
# --- case
# ruleid: shell.query-built
psql -c "DELETE FROM orders WHERE id = $1"
# --- case
# ruleid: shell.query-built
sqlite3 app.db "INSERT INTO t VALUES ('$1')"
# --- case
name=$1
# ruleid: shell.query-built
psql <<X
UPDATE users SET name = '$name'
X
# --- case
# ok: shell.query-built
mysql -e "SELECT 1 FROM dual"
# --- case
# ok: shell.query-built
psql -v id="$1" -f query.sql
# --- case
# ok: shell.query-built
sqlite3 app.db ".tables"
# --- case
# ok: shell.query-built
psql -c "SELECT count(*) FROM users"
