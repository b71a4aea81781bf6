# ruleid: shell.insecure-setting
sed -i 's/^DEBUG=.*/DEBUG=true/' .env
# --- case
# ruleid: shell.insecure-setting
sed -i 's/httpOnly: true/httpOnly: false/' app.js
# --- case
# ruleid: shell.insecure-setting
sed -i 's/DEBUG = False/DEBUG = True/' settings.py
# --- case
# ok: shell.insecure-setting
sed -i 's/foo/bar/' a.txt
# --- case
# ok: shell.insecure-setting
sed -i 's/verify=False/verify=True/' app.py
# --- case
# ruleid: shell.insecure-setting
sed -i "s/DEBUG = False/DEBUG = True/" settings.py
# --- case
# ruleid: shell.insecure-setting
git config --global --add safe.directory "*"
# --- case
# ruleid: shell.insecure-setting
sed -i "s/bind 127.0.0.1/bind 0.0.0.0/" redis.conf
# --- case
# ruleid: shell.insecure-setting
npm config set unsafe-perm true
# --- case
# ok: shell.insecure-setting
sed -i "s/DEBUG = True/DEBUG = False/" settings.py
# --- case
# ok: shell.insecure-setting
git config --global --add safe.directory /src
# --- case
# ok: shell.insecure-setting
sed "s/DEBUG = False/DEBUG = True/" settings.py
