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
# --- case
# ruleid: shell.field-separator
IFS=,
# --- case
# ruleid: shell.field-separator
IFS=":"
# --- case
# ruleid: shell.field-separator
IFS=';'
# --- case
# ok: shell.field-separator
IFS=, read -ra values
# --- case
# ok: shell.field-separator
IFS=$' \t\n'
# --- case
# ok: shell.field-separator
while IFS= read -r line; do echo x; done
# --- case
old=$IFS
# ok: shell.field-separator
IFS=,
