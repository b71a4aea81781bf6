# ruleid: shell.field-separator
IFS=","
# --- case
# ruleid: shell.field-separator
IFS=:
read a b
# --- case
# ruleid: shell.field-separator
IFS="|"
# --- case
# ok: shell.field-separator
IFS=, read -r a b < f
# --- case
# ok: shell.field-separator
NAME=a
