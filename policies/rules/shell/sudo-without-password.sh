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
# --- case
# ruleid: shell.sudo-without-password
echo "app ALL=(ALL) NOPASSWD: ALL" >> /etc/sudoers
# --- case
# ruleid: shell.sudo-without-password
echo "ALL ALL=(ALL) NOPASSWD: ALL" | sudo tee /etc/sudoers.d/all
# --- case
# ruleid: shell.sudo-without-password
echo "dev ALL=(ALL:ALL) NOPASSWD:ALL" | EDITOR="tee -a" visudo
# --- case
# ruleid: shell.sudo-without-password
sed -i "s/^%wheel.*/%wheel ALL=(ALL) NOPASSWD: ALL/" /etc/sudoers
# --- case
# ruleid: shell.sudo-without-password
cat > /etc/sudoers.d/app <<X
app ALL=(ALL) NOPASSWD: ALL
X
# --- case
# ok: shell.sudo-without-password
echo "app ALL=(root) NOPASSWD: /usr/bin/systemctl restart app" > /etc/sudoers.d/app
# --- case
# ok: shell.sudo-without-password
grep NOPASSWD /etc/sudoers
# --- case
# ok: shell.sudo-without-password
echo "app ALL=(ALL) ALL" > /etc/sudoers.d/app
