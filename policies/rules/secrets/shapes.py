# Secrets that are told by where they stand. A seam keeps made-up ones from looking real to other scanners.
import os

# ruleid: secrets.password-assignment
DB_PASSWORD = "kR7v{{}}q2Lm9xTz"
# ruleid: secrets.password-assignment
config = {"host": "db", "passwd": "w8!pQ{{}}zr3Vn"}
# ruleid: secrets.password-assignment
self.smtp_password = 'Tr0ub4{{}}dor-lake'
# ok: secrets.password-assignment
DB_PASSWORD = os.environ["DB_PASSWORD"]
# ok: secrets.password-assignment
password = "change-me"
# ok: secrets.password-assignment
password_field = "user_password_input"

# ruleid: secrets.token-assignment
API_TOKEN = "q8Zr2mX7{{}}vK4nT9wLs3Yd6HcB"
# ruleid: secrets.token-assignment
client.access_token = "f3a9c1e7{{}}b5d2408896ace13579bdf024"
# ruleid: secrets.token-assignment
client = Client(api_key="Zx81{{}}mNqP04vLrT77sKdWc2")
# ok: secrets.token-assignment
API_TOKEN = load_secret("api-token")
# ok: secrets.token-assignment
csrf_token_name = "csrfmiddlewaretoken"

# ruleid: secrets.signing-key
SECRET_KEY = "n4$k2v{{}}!x8r0zq6w_t1"
# ruleid: secrets.signing-key
app.secret_key = "supersecret{{}}key"
# ruleid: secrets.signing-key
token = jwt.encode(claims, "my-{{}}app-signing-word", algorithm="HS256")
# ok: secrets.signing-key
SECRET_KEY = os.environ["SECRET_KEY"]
# ok: secrets.signing-key
token = jwt.encode(claims, settings.SIGNING_KEY, algorithm="HS256")

# ruleid: secrets.connection-string
DATABASE_URL = "postgresql://app:wq7{{}}ZtL2p@db.internal:5432/shop"
# ruleid: secrets.connection-string
broker = connect("amqp://worker:Hh4{{}}sPq9x@queue.internal:5671/")
# ruleid: secrets.connection-string
dsn = "host=db.internal user=app password=Zp3{{}}kVt8w dbname=shop"
# ok: secrets.connection-string
DATABASE_URL = "postgresql://app@db.internal:5432/shop"
# ok: secrets.connection-string
DATABASE_URL = f"postgresql://app:{password}@db.internal:5432/shop"

# ruleid: secrets.authorization-header
headers = {"Authorization": "Bearer q8Zr2mX7{{}}vK4nT9wLs3Yd6HcB"}
# ruleid: secrets.authorization-header
request.add_header("Authorization", "Basic YXBwOndx{{}}N1p0TDJwOTg3")
# ruleid: secrets.authorization-header
session.headers["Authorization"] = "Token f3a9c1e7b5{{}}d2408896ace13579bdf024"
# ok: secrets.authorization-header
headers = {"Authorization": f"Bearer {token}"}
# ok: secrets.authorization-header
headers = {"Authorization": "Bearer YOUR_TOKEN_HERE"}

# ruleid: secrets.weak-credential
PASSWORD = "admin{{}}123"
# ruleid: secrets.weak-credential
db_password = "pass{{}}word"
# ruleid: secrets.weak-credential
config = {"user": "root", "password": "12{{}}3456"}
# ok: secrets.weak-credential
PASSWORD = os.environ["PASSWORD"]
# ok: secrets.weak-credential
label = "password"

# ruleid: secrets.login-argument
smtp.login("robot@shop.test", "Vt9{{}}wq4Lz")
# ruleid: secrets.login-argument
auth = HTTPBasicAuth("robot", "Zk3{{}}pqW8r")
# ruleid: secrets.login-argument
ftp = ftplib.FTP("files.internal", "robot", "Xw2{{}}mNq7t")
# ok: secrets.login-argument
smtp.login("robot@shop.test", os.environ["SMTP_PASSWORD"])
# ok: secrets.login-argument
auth = HTTPBasicAuth(user, password)

# ruleid: secrets.password-hash
ADMIN_HASH = "$2b$12{{}}$K7uYt3Qw9ZxLp0VmNc5e.uRj8HgTfDsAq2WlEoIzXbYvCnM1kPrSa"
# ruleid: secrets.password-hash
root = "root:$6{{}}$rT8wQz1p$Jk3mVx9LbN2cY7hGfDsAqWeRtYuIoPzXcVbNmLkJhGfDsAqWeRtYuIoPzXcVbNm1QaZ2WsX3EdC4RfV5TgB6Yh0:19000:0:99999:7:::"
# ruleid: secrets.password-hash
users = {"ann": "$argon2id$v=19$m=65536{{}},t=3,p=4$c29tZXNhbHQxMjM$9vT1kq8Jm2rXw0ZpLb7nYc3hGdFsAqWe5RtUiOpXzVk"}
# ok: secrets.password-hash
hashed = bcrypt.hashpw(password, bcrypt.gensalt())
# ok: secrets.password-hash
scheme = "$2b$"

# ruleid: secrets.encoded
TOKEN = base64.b64decode("Z2hwX3E4W{{}}nIybVg3dks0blQ5d0xzM1lkNkhjQjVqUWUxUnRBMHBYeg==")
# ruleid: secrets.encoded
key = bytes.fromhex("414b49415{{}}1335658374d544e5242354c5a325744")
# ruleid: secrets.encoded
data = "dG9rZW49Z{{}}2xwYXQtWng4MW1OcVAwNHZMclQ3N3NLZFcgYW5kIG1vcmU="
# ok: secrets.encoded
data = base64.b64decode("aGVsbG8gd29ybGQsIGhlbGxvIHdvcmxk")
# ok: secrets.encoded
digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

# ruleid: secrets.private-key
KEY = """-----BEGIN RSA PRI{{}}VATE KEY-----
MIIEowIBAAKCAQEAu7Tn3kq9Xw2pLz8Vm4Rj6HsYc1Gf5DbQaWeTrUiOpZxKvNm
-----END RSA PRI{{}}VATE KEY-----"""
# ruleid: secrets.private-key
pem = "-----BEGIN PRI{{}}VATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj\n-----END PRI{{}}VATE KEY-----\n"
# ruleid: secrets.private-key
ssh = "-----BEGIN OPENSSH PRI{{}}VATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAA\n"
# ok: secrets.private-key
if line.startswith("-----BEGIN PRI{{}}VATE KEY-----"): keys += 1
# ok: secrets.private-key
cert = "-----BEGIN CERTIFICATE-----\nMIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBa\n-----END CERTIFICATE-----\n"

# --- case: deploy.sh
# ruleid: secrets.command-line
mysql -u root -pZk3{{}}qW8rLt shop < dump.sql
# ruleid: secrets.command-line
curl -u robot:Vt9{{}}wq4LzPm https://files.internal/x
# ruleid: secrets.command-line
sshpass -p 'Xw2{{}}mNq7tRk' ssh robot@files.internal
# ok: secrets.command-line
mysql -u root -p"$MYSQL_PASSWORD" shop < dump.sql
# ok: secrets.command-line
curl -u "$USER:$TOKEN" https://files.internal/x

# --- case: .npmrc
# ruleid: secrets.npm-token
//npm.internal/:_authToken=npm_{{}}q8Zr2mX7vK4nT9wLs3Yd6HcB5jQe1RtA0pXz
# ruleid: secrets.npm-token
//npm.internal/team/:_authToken=c2308cda-8271-{{}}909e-d0ab-14288d80023c
# ruleid: secrets.npm-token
//npm.internal/other/:_authToken=npm_{{}}Zx81mNqP04vLrT77sKdWc2Hh4sPq9xYk3bVn
# ok: secrets.npm-token
//npm.internal/:_authToken=${NPM_TOKEN}
# ok: secrets.npm-token
registry=https://npm.internal/
