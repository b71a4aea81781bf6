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
# --- case
# ruleid: shell.delete-unquoted
rm -rf $1
# --- case
target=$1
# ruleid: shell.delete-unquoted
rm -rf $target
# --- case
read name
# ruleid: shell.delete-unquoted
rm -rf $name
# --- case
# ok: shell.delete-unquoted
rm -rf -- "$1"
# --- case
# ok: shell.delete-unquoted
rm -rf build
# --- case
# ok: shell.delete-unquoted
rm $1
