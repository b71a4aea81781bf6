# ruleid: shell.secret-printed
echo "$DB_PASSWORD"
# --- case
# ruleid: shell.secret-printed
echo "token: $GITHUB_TOKEN"
# --- case
# ruleid: shell.secret-printed
printf "%s\n" "$API_KEY"
# --- case
# ok: shell.secret-printed
echo "$NAME"
# --- case
# ok: shell.secret-printed
echo "${GITHUB_TOKEN:+set}"
