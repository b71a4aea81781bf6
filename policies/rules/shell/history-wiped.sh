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
# --- case
# ruleid: shell.history-wiped
history -c
# --- case
# ruleid: shell.history-wiped
unset HISTFILE
# --- case
# ruleid: shell.history-wiped
rm -f ~/.bash_history
# --- case
# ruleid: shell.history-wiped
> /var/log/auth.log
# --- case
# ruleid: shell.history-wiped
export HISTFILE=/dev/null
# --- case
# ruleid: shell.history-wiped
ln -sf /dev/null ~/.bash_history
# --- case
# ruleid: shell.history-wiped
HISTSIZE=0
# --- case
# ruleid: shell.history-wiped
set +o history
# --- case
# ruleid: shell.history-wiped
cat /dev/null > ~/.bash_history
# --- case
# ok: shell.history-wiped
history | tail
# --- case
# ok: shell.history-wiped
rm -f app.log
# --- case
# ok: shell.history-wiped
export HISTSIZE=10000
# --- case
# ok: shell.history-wiped
> build.log
# --- case
# ok: shell.history-wiped
cat /var/log/syslog
# --- case
# ok: shell.history-wiped
grep x ~/.bash_history
