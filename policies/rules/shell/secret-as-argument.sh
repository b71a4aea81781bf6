# ruleid: shell.secret-as-argument
mysql -u root -pQ7x9Lm2vTz
# --- case
# ruleid: shell.secret-as-argument
curl -u admin:Q7x9Lm2vTz https://example.com
# --- case
# ruleid: shell.secret-as-argument
sshpass -p Q7x9Lm2vTz ssh host
# --- case
# ok: shell.secret-as-argument
mysql -u root -p"$DB_PASSWORD"
# --- case
# ok: shell.secret-as-argument
curl -u "$USER:$PASS" https://example.com
# --- case
# ruleid: shell.secret-as-argument
mysql -u root -pGr4vel{{}}Tr4in db
# --- case
# ruleid: shell.secret-as-argument
curl -u admin:Gr4vel{{}}Tr4in https://api.example.com
# --- case
# ruleid: shell.secret-as-argument
docker login -u app -p Gr4vel{{}}Tr4in
# --- case
# ruleid: shell.secret-as-argument
PGPASSWORD=Gr4vel{{}}Tr4in psql -h db
# --- case
# ruleid: shell.secret-as-argument
sshpass -p Gr4vel{{}}Tr4in ssh host
# --- case
# ruleid: shell.secret-as-argument
openssl enc -aes-256-cbc -pass pass:Gr4vel{{}}Tr4in -in a -out b
# --- case
# ruleid: shell.secret-as-argument
redis-cli -a Gr4vel{{}}Tr4in ping
# --- case
# ok: shell.secret-as-argument
mysql -u root -p db
# --- case
# ok: shell.secret-as-argument
docker login -u app --password-stdin < token
# --- case
# ok: shell.secret-as-argument
curl -u "$USER:$TOKEN" https://api.example.com
# --- case
# ok: shell.secret-as-argument
PGPASSWORD="$DB_PASSWORD" psql -h db
# --- case
# ok: shell.secret-as-argument
curl -u admin:changeme https://localhost
# --- case
# ok: shell.secret-as-argument
mkdir -p build
