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
