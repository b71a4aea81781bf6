# ruleid: shell.credentials-stored
git config --global credential.helper store
# --- case
# ruleid: shell.credentials-stored
git config --system credential.helper store
# --- case
# ruleid: shell.credentials-stored
git config credential.helper store
# --- case
# ok: shell.credentials-stored
git config --global credential.helper cache
# --- case
# ok: shell.credentials-stored
npm ci
# --- case
# ruleid: shell.credentials-stored
git config --global credential.helper store
# --- case
# ruleid: shell.credentials-stored
git config credential.helper store
# --- case
# ruleid: shell.credentials-stored
git config --system credential.helper "store"
# --- case
# ok: shell.credentials-stored
git config --global credential.helper cache
# --- case
# ok: shell.credentials-stored
git config --global user.name x
