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
# --- case
# ruleid: shell.command-built
sh -c "ls $1"
# --- case
# ruleid: shell.command-built
bash -c "tar xf $1 && make"
# --- case
# ruleid: shell.command-built
ssh host "rm -f $1"
# --- case
# ruleid: shell.command-built
su app -c "run $1"
# --- case
# ok: shell.command-built
sh -c 'ls "$1"' sh "$1"
# --- case
# ok: shell.command-built
bash -c "make"
# --- case
# ok: shell.command-built
ssh host uptime
# --- case
# ok: shell.command-built
bash "$1"
