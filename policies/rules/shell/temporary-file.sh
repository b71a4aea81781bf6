# ruleid: shell.temporary-file
echo a > /tmp/app.$$
# --- case
# ruleid: shell.temporary-file
TMP=/tmp/build.$$
echo a > $TMP
# --- case
# ruleid: shell.temporary-file
echo b > /tmp/lock.$$
# --- case
# ok: shell.temporary-file
TMP=$(mktemp)
# --- case
# ok: shell.temporary-file
echo a > out.txt
# --- case
# ruleid: shell.temporary-file
LOG=/tmp/build.$$
# --- case
# ruleid: shell.temporary-file
echo x > /tmp/out.$$
# --- case
# ruleid: shell.temporary-file
TMP=/tmp/work-$RANDOM
# --- case
# ok: shell.temporary-file
TMP=$(mktemp)
# --- case
# ok: shell.temporary-file
echo x > /tmp/out.log
# --- case
# ok: shell.temporary-file
LOG=/var/lib/app/log.$$
