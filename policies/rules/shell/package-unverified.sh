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
# --- case
# ruleid: shell.package-unverified
apt-get install -y --allow-unauthenticated tool
# --- case
# ruleid: shell.package-unverified
yum install -y --nogpgcheck tool
# --- case
# ruleid: shell.package-unverified
apk add --allow-untrusted tool.apk
# --- case
# ruleid: shell.package-unverified
echo "deb [trusted=yes] https://example.com/apt ./" > /etc/apt/sources.list.d/x.list
# --- case
# ruleid: shell.package-unverified
rpm -i --nosignature tool.rpm
# --- case
# ruleid: shell.package-unverified
docker pull --disable-content-trust app
# --- case
# ok: shell.package-unverified
apt-get install -y curl
# --- case
# ok: shell.package-unverified
echo "deb [signed-by=/etc/apt/keyrings/x.gpg] https://example.com/apt stable main" > /etc/apt/sources.list.d/x.list
# --- case
# ok: shell.package-unverified
apt-get update --allow-releaseinfo-change
# --- case
# ok: shell.package-unverified
dnf install -y git
