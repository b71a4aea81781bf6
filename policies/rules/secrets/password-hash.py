# ruleid: secrets.password-hash
ADMIN_HASH = "$2b$12${{A-Za-z0-9:53}}"
# ok: secrets.password-hash
ADMIN_HASH = os.environ["ADMIN_HASH"]
# ok: secrets.password-hash
is_bcrypt = stored.startswith("$2b$12$")
# --- case: users.sql
-- ruleid: secrets.password-hash
INSERT INTO users VALUES (1, 'root', '$6${{A-Za-z0-9:16}}${{A-Za-z0-9:86}}');
-- ok: secrets.password-hash
INSERT INTO users VALUES (1, 'root', crypt($1, gen_salt('bf', 12)));
# --- case: users.js
// ruleid: secrets.password-hash
const admin = { hash: '$argon2id$v=19$m=65536,t=3,p=4${{A-Za-z0-9:22}}${{A-Za-z0-9:43}}' };
