# ruleid: shell.delete-unquoted
rm -rf $1
# --- case
# ruleid: shell.delete-unquoted
rm -rf $@
# --- case
# ruleid: shell.delete-unquoted
rm -rf $2
# --- case
# ok: shell.delete-unquoted
rm -rf -- "$1"
# --- case
# ok: shell.delete-unquoted
rm -rf build
