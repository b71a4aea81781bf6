# ruleid: shell.host-key-unverified
ssh -o StrictHostKeyChecking=no host
# --- case
# ruleid: shell.host-key-unverified
scp -o UserKnownHostsFile=/dev/null a host:
# --- case
# ruleid: shell.host-key-unverified
ssh -oStrictHostKeyChecking=no host
# --- case
# ok: shell.host-key-unverified
ssh host uptime
# --- case
# ok: shell.host-key-unverified
ssh -o StrictHostKeyChecking=yes host
# --- case
# ruleid: shell.host-key-unverified
ssh -o StrictHostKeyChecking=no deploy@example.com uptime
# --- case
# ruleid: shell.host-key-unverified
scp -oStrictHostKeyChecking=no a b:
# --- case
# ruleid: shell.host-key-unverified
ssh -o UserKnownHostsFile=/dev/null host
# --- case
# ruleid: shell.host-key-unverified
export ANSIBLE_HOST_KEY_CHECKING=False
# --- case
# ruleid: shell.host-key-unverified
rsync -e "ssh -o StrictHostKeyChecking=no" a host:b
# --- case
# ruleid: shell.host-key-unverified
export GIT_SSH_COMMAND="ssh -o StrictHostKeyChecking=no"
# --- case
# ruleid: shell.host-key-unverified
echo "StrictHostKeyChecking no" >> ~/.ssh/config
# --- case
# ok: shell.host-key-unverified
ssh -o StrictHostKeyChecking=accept-new host
# --- case
# ok: shell.host-key-unverified
ssh-keyscan example.com >> ~/.ssh/known_hosts
# --- case
# ok: shell.host-key-unverified
ssh -o StrictHostKeyChecking=yes host
# --- case
# ok: shell.host-key-unverified
scp -i key file host:
