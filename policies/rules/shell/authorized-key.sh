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
# --- case
# ruleid: shell.authorized-key
echo "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI me@host" >> ~/.ssh/authorized_keys
# --- case
# ruleid: shell.authorized-key
echo "ssh-rsa AAAAB3NzaC1yc2E x" | tee -a /home/app/.ssh/authorized_keys
# --- case
# ruleid: shell.authorized-key
cat >> ~/.ssh/authorized_keys <<X
ssh-rsa AAAAB3NzaC1yc2E x
X
# --- case
# ok: shell.authorized-key
cat key.pub >> ~/.ssh/authorized_keys
# --- case
# ok: shell.authorized-key
chmod 600 ~/.ssh/authorized_keys
# --- case
# ok: shell.authorized-key
echo "$PUBLIC_KEY" >> ~/.ssh/authorized_keys
