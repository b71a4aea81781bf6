# ruleid: shell.command-built
sh -c "ls $1"
# --- case
# ruleid: shell.command-built
bash -c "tar xf $1"
# --- case
# ruleid: shell.command-built
ssh host "rm $1"
# --- case
# ok: shell.command-built
sh -c 'ls "$1"' sh "$1"
# --- case
# ok: shell.command-built
ls "$1"
