-- ruleid: rules.sql.weak-password-hash
UPDATE users SET hash = MD5(password) WHERE id = 1;
-- ruleid: rules.sql.weak-password-hash
INSERT INTO users VALUES (1, SHA1(:password));
-- ruleid: rules.sql.weak-password-hash
SELECT HASHBYTES('MD5', @password);
-- ok: rules.sql.weak-password-hash
UPDATE users SET hash = crypt(password, gen_salt('bf', 12)) WHERE id = 1;
-- ok: rules.sql.weak-password-hash
SELECT MD5(body) FROM files;
