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
# --- case
# ruleid: shell.login-weakened
sed -i "s/#PermitRootLogin no/PermitRootLogin yes/" /etc/ssh/sshd_config
# --- case
# ruleid: shell.login-weakened
echo "PermitEmptyPasswords yes" >> /etc/ssh/sshd_config
# --- case
# ruleid: shell.login-weakened
echo "host all all 0.0.0.0/0 trust" >> pg_hba.conf
# --- case
# ok: shell.login-weakened
sed -i "s/PermitRootLogin yes/PermitRootLogin no/" /etc/ssh/sshd_config
# --- case
# ok: shell.login-weakened
grep "PermitRootLogin yes" /etc/ssh/sshd_config
# --- case
# ok: shell.login-weakened
echo "PasswordAuthentication no" >> /etc/ssh/sshd_config
