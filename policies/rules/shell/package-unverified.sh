# ruleid: shell.package-unverified
apt-get install -y --allow-unauthenticated x
# --- case
# ruleid: shell.package-unverified
yum install --nogpgcheck x
# --- case
# ruleid: shell.package-unverified
dnf install -y --nogpgcheck y
# --- case
# ok: shell.package-unverified
apt-get install -y x
# --- case
# ok: shell.package-unverified
yum install -y x
