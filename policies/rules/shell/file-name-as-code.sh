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
# --- case
# ruleid: shell.file-name-as-code
find . -name '*.log' -exec sh -c 'mv {} {}.old' \;
# --- case
# ruleid: shell.file-name-as-code
ls | xargs -I{} sh -c 'convert {} {}.png'
# --- case
# ruleid: shell.file-name-as-code
find . -type f -exec bash -c 'echo {}' \;
# --- case
# ok: shell.file-name-as-code
find . -exec sh -c 'mv "$1" "$1.old"' sh {} \;
# --- case
# ok: shell.file-name-as-code
find . -name '*.o' -exec rm {} +
# --- case
# ok: shell.file-name-as-code
ls | xargs -I{} cp {} /srv
