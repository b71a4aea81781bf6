# ruleid: shell.destructive-delete
rm -rf /
# --- case
# ruleid: shell.destructive-delete
sudo rm -rf --no-preserve-root /
# --- case
# ruleid: shell.destructive-delete
rm -rf ~
# --- case
# ok: shell.destructive-delete
rm -rf ./build
# --- case
# ok: shell.destructive-delete
rm -rf /tmp/work-dir
