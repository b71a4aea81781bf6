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
