# ruleid: secrets.weak-credential
password = "changeme"
# ruleid: secrets.weak-credential
db_password = "orchard"
# ok: secrets.weak-credential
password = getpass.getpass()
# ok: secrets.weak-credential
password_label = "Password"
# --- case: compose.yaml
services:
  db:
    environment:
      # ruleid: secrets.weak-credential
      POSTGRES_PASSWORD: changeme
      # ok: secrets.weak-credential
      POSTGRES_PASSWORD_FILE: /run/secrets/db
