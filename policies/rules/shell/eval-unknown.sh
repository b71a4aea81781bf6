# ruleid: shell.eval-unknown
eval "$CMD"
# --- case
# ruleid: shell.eval-unknown
eval $ACTION
# --- case
# ruleid: shell.eval-unknown
eval "$build_cmd"
# --- case
# ok: shell.eval-unknown
eval "$(ssh-agent -s)"
# --- case
# ok: shell.eval-unknown
"$CMD"
