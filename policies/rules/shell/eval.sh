# ruleid: shell.eval
eval "run $1"
# --- case
read cmd
# ruleid: shell.eval
eval "$cmd"
# --- case
# ruleid: shell.eval
eval "find . -name $2"
# --- case
# ok: shell.eval
eval "$(ssh-agent -s)"
# --- case
# ok: shell.eval
run "$1"
