# ruleid: shell.sudo-without-password
echo "app ALL=(ALL) NOPASSWD: ALL" >> /etc/sudoers
# --- case
# ruleid: shell.sudo-without-password
echo "ci ALL=(ALL) NOPASSWD:ALL" | sudo tee /etc/sudoers.d/ci
# --- case
# ruleid: shell.sudo-without-password
printf 'dev ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/dev
# --- case
# ok: shell.sudo-without-password
sudo -l
# --- case
# ok: shell.sudo-without-password
echo "app ALL=(root) /usr/bin/systemctl restart app" > /etc/sudoers.d/app
