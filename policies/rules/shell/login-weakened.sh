# ruleid: shell.login-weakened
sed -i 's/^#*PermitRootLogin.*/PermitRootLogin yes/' /etc/ssh/sshd_config
# --- case
# ruleid: shell.login-weakened
echo "PasswordAuthentication yes" >> /etc/ssh/sshd_config
# --- case
# ruleid: shell.login-weakened
echo "PermitEmptyPasswords yes" | sudo tee -a /etc/ssh/sshd_config
# --- case
# ok: shell.login-weakened
sed -i 's/^#*PermitRootLogin.*/PermitRootLogin no/' /etc/ssh/sshd_config
# --- case
# ok: shell.login-weakened
systemctl restart sshd
