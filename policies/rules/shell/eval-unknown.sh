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
# --- case
# ruleid: shell.eval-unknown
eval "$COMMAND"
# --- case
# ruleid: shell.eval-unknown
eval $OPTS run
# --- case
# ruleid: shell.eval-unknown
sh -c "$TASK now"
# --- case
# ok: shell.eval-unknown
eval "ls -l"
# --- case
# ok: shell.eval-unknown
sh -c "make test"
# --- case
# ok: shell.eval-unknown
eval "$(pyenv init -)"
