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
# --- case
# ruleid: shell.eval
eval "$1"
# --- case
cmd=$1
# ruleid: shell.eval
eval "run $cmd"
# --- case
read -r line
# ruleid: shell.eval
eval "$line"
# --- case
# ruleid: shell.eval
eval $QUERY_STRING
# --- case
# ok: shell.eval
eval "$(ssh-agent -s)"
# --- case
# ok: shell.eval
eval "set -- a b"
# --- case
# ok: shell.eval
"$@"
# --- case
# ok: shell.eval
eval "export $1=x"
