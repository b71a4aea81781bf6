# ruleid: shell.code-built
python3 -c "print($1)"
# --- case
# ruleid: shell.code-built
node -e "console.log($1)"
# --- case
# ruleid: shell.code-built
perl -e "print $1"
# --- case
# ok: shell.code-built
python3 -c 'import sys; print(sys.argv[1])' "$1"
# --- case
# ok: shell.code-built
node app.js "$1"
# --- case
# ruleid: shell.code-built
python3 -c "print(open('$1').read())"
# --- case
# ruleid: shell.code-built
node -e "console.log('$1')"
# --- case
# ruleid: shell.code-built
perl -e "print '$1'"
# --- case
# ok: shell.code-built
python3 -c 'import sys; print(sys.argv[1])' "$1"
# --- case
# ok: shell.code-built
node -e "console.log(1)"
# --- case
# ok: shell.code-built
python3 script.py "$1"
