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
