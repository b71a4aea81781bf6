# ruleid: shell.history-wiped
history -c
# --- case
# ruleid: shell.history-wiped
rm -f ~/.bash_history
# --- case
# ruleid: shell.history-wiped
unset HISTFILE
# --- case
# ok: shell.history-wiped
history | tail
# --- case
# ok: shell.history-wiped
rm -f build.log
