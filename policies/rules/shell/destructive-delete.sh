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
# --- case
# ruleid: shell.destructive-delete
rm -rf /
# --- case
# ruleid: shell.destructive-delete
sudo rm -rf /*
# --- case
# ruleid: shell.destructive-delete
rm -rf "$HOME"
# --- case
# ruleid: shell.destructive-delete
rm -rf ~/
# --- case
# ruleid: shell.destructive-delete
rm -fr --no-preserve-root /usr
# --- case
# ruleid: shell.destructive-delete
find / -delete
# --- case
# ruleid: shell.destructive-delete
find "$HOME" -exec rm -rf {} +
# --- case
D=/
# ruleid: shell.destructive-delete
rm -rf "$D"
# --- case
# ruleid: shell.destructive-delete
echo cm0gLXJmIC8= | base64 -d | sh
# --- case
# ok: shell.destructive-delete
rm -rf "$BUILD_DIR/tmp"
# --- case
# ok: shell.destructive-delete
rm -rf ./build dist
# --- case
# ok: shell.destructive-delete
rm -rf /var/lib/apt/lists/*
# --- case
# ok: shell.destructive-delete
rm -rf node_modules
# --- case
# ok: shell.destructive-delete
rm -rf "$HOME/.cache/pip"
# --- case
# ok: shell.destructive-delete
find . -name "*.pyc" -delete
# --- case
# ok: shell.destructive-delete
rm -rf /tmp/build
