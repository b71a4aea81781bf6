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
