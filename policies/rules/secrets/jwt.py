# ruleid: secrets.jwt
jwt = "eyJhbGci{{}}OiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIi{{}}OiI0NzExIiwicm9sZSI6ImFkbWluIn0.{{A-Za-z0-9:43}}"
# ok: secrets.jwt
jwt = os.environ["JWT"]
# ok: secrets.jwt
jwt = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI0NzExIiwicm9sZSI6ImFkbWluIn0.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
// --- case: jwt.java
// ruleid: secrets.jwt
Client client = new Client("eyJhbGci{{}}OiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIi{{}}OiI0NzExIiwicm9sZSI6ImFkbWluIn0.{{A-Za-z0-9:43}}");
// ok: secrets.jwt
Client other = new Client(System.getenv("JWT"));
# --- case: jwt.yaml
# ruleid: secrets.jwt
jwt: "eyJhbGci{{}}OiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIi{{}}OiI0NzExIiwicm9sZSI6ImFkbWluIn0.{{A-Za-z0-9:43}}"
# ok: secrets.jwt
jwt_file: /run/secrets/jwt
