# ruleid: secrets.login-argument
server.login("reports", "Kel{{}}vin83drum")
# ruleid: secrets.login-argument
auth = HTTPBasicAuth("reports", "Kel{{}}vin83drum")
# ok: secrets.login-argument
server.login(user, os.environ["SMTP_PASSWORD"])
# ok: secrets.login-argument
auth = HTTPBasicAuth(user, password)
# --- case: Store.java
// ruleid: secrets.login-argument
Connection c = DriverManager.getConnection(url, "reports", "Kel{{}}vin83drum");
// ok: secrets.login-argument
Connection c = DriverManager.getConnection(url, user, password);
