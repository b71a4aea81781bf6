# ruleid: shell.delete-of-variable
rm -rf "$BUILD_DIR"/*
# --- case
# ruleid: shell.delete-of-variable
rm -rf $PREFIX/lib
# --- case
# ruleid: shell.delete-of-variable
sudo rm -rf "${ROOT}/"
# --- case
# ok: shell.delete-of-variable
rm -rf "${BUILD_DIR:?}"/*
# --- case
# ok: shell.delete-of-variable
rm -rf ./build
# --- case
# ruleid: shell.delete-of-variable
rm -rf "$DIR/"*
# --- case
# ruleid: shell.delete-of-variable
rm -rf $PREFIX/usr
# --- case
# ruleid: shell.delete-of-variable
rm -rf "$STEAMROOT/"*
# --- case
# ok: shell.delete-of-variable
rm -rf "${DIR:?}/"*
# --- case
set -u
# ok: shell.delete-of-variable
rm -rf "$DIR/"*
# --- case
[ -n "$DIR" ] || exit 1
# ok: shell.delete-of-variable
rm -rf "$DIR/"*
# --- case
DIR=$(mktemp -d)
# ok: shell.delete-of-variable
rm -rf "$DIR/"*
# --- case
# ok: shell.delete-of-variable
rm -rf "$DIR/cache"
# --- case
# ok: shell.delete-of-variable
rm -rf "$DIR"
