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
