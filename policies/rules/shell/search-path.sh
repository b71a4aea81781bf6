# ruleid: shell.search-path
export PATH=.:$PATH
# --- case
# ruleid: shell.search-path
PATH=$PATH:.
# --- case
# ruleid: shell.search-path
PATH=.:$PATH
# --- case
# ok: shell.search-path
export PATH="$HOME/bin:$PATH"
# --- case
# ok: shell.search-path
PATH=/usr/bin
# --- case
# ruleid: shell.search-path
export PATH=.:$PATH
# --- case
# ruleid: shell.search-path
PATH=$PATH:.
# --- case
# ruleid: shell.search-path
export PATH=":$PATH"
# --- case
# ok: shell.search-path
export PATH="$HOME/bin:$PATH"
# --- case
# ok: shell.search-path
PATH=./node_modules/.bin:$PATH
# --- case
# ok: shell.search-path
PATH=/usr/bin:/bin
