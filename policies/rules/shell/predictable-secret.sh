# ruleid: shell.predictable-secret
SECRET=$RANDOM
# --- case
# ruleid: shell.predictable-secret
API_TOKEN=$RANDOM$RANDOM
# --- case
# ruleid: shell.predictable-secret
PASSWORD="pw$RANDOM"
# --- case
# ok: shell.predictable-secret
SECRET=$(openssl rand -hex 32)
# --- case
# ok: shell.predictable-secret
N=$RANDOM
# --- case
# ruleid: shell.predictable-secret
TOKEN=$RANDOM
# --- case
# ruleid: shell.predictable-secret
export SECRET="key$RANDOM"
# --- case
# ruleid: shell.predictable-secret
PASSWORD=$(echo $RANDOM | md5sum)
# --- case
# ok: shell.predictable-secret
TOKEN=$(openssl rand -hex 32)
# --- case
# ok: shell.predictable-secret
PORT=$RANDOM
# --- case
# ok: shell.predictable-secret
sleep $((RANDOM % 10))
