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
# --- case
# ruleid: shell.secret-printed
echo "$DB_PASSWORD"
# --- case
# ruleid: shell.secret-printed
echo "token: ${API_TOKEN}"
# --- case
# ruleid: shell.secret-printed
printf "%s\n" "$SECRET_KEY"
# --- case
# ok: shell.secret-printed
echo "$TOKEN" | docker login --password-stdin
# --- case
# ok: shell.secret-printed
echo "PASSWORD=$PASSWORD" > .env
# --- case
# ok: shell.secret-printed
echo "reading $TOKEN_FILE"
# --- case
# ok: shell.secret-printed
echo "done"
