# ruleid: shell.file-name-as-code
find . -name '*.c' -exec sh -c 'wc -l {}' \;
# --- case
# ruleid: shell.file-name-as-code
ls | xargs -I{} sh -c 'mv {} {}.bak'
# --- case
# ruleid: shell.file-name-as-code
find . -exec bash -c 'echo {}' \;
# --- case
# ok: shell.file-name-as-code
find . -name '*.c' -exec wc -l {} +
# --- case
# ok: shell.file-name-as-code
find . -exec sh -c 'wc -l "$1"' sh {} \;
