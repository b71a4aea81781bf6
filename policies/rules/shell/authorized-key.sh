# ruleid: shell.authorized-key
echo "ssh-ed25519 AAAAC3Nz a@b" >> ~/.ssh/authorized_keys
# --- case
# ruleid: shell.authorized-key
echo "ssh-rsa AAAAB3Nz a@b" >> /home/b/.ssh/authorized_keys
# --- case
# ruleid: shell.authorized-key
echo "ssh-ed25519 AAAAC3Nz x" | sudo tee -a /home/a/.ssh/authorized_keys
# --- case
# ok: shell.authorized-key
cat ~/.ssh/authorized_keys
# --- case
# ok: shell.authorized-key
ssh-copy-id host
