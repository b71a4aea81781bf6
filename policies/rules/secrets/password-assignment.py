# ruleid: secrets.password-assignment
db_password = "kor{{}}vex-81-Tamu"
# ruleid: secrets.password-assignment
settings = {"smtp_password": "Zim{{}}met!47ring"}
# ok: secrets.password-assignment
db_password = os.environ["DB_PASSWORD"]
# ok: secrets.password-assignment
password_field = "password_confirmation"
# ok: secrets.password-assignment
db_password = "<your-password>"
# --- case: application.yaml
spring:
  datasource:
    # ruleid: secrets.password-assignment
    password: "Gra{{}}vel#2291"
    # ok: secrets.password-assignment
    password-file: /run/secrets/db
# --- case: seed.sql
-- ruleid: secrets.password-assignment
CREATE USER reports WITH PASSWORD 'Hal{{}}den-62-moss';
