-- ruleid: rules.sql.any-host
CREATE USER 'app'@'%';
-- ruleid: rules.sql.any-host
GRANT SELECT ON shop.* TO 'reader'@'%';
-- ruleid: rules.sql.any-host
create user 'root'@'%' identified by random password;
-- ok: rules.sql.any-host
CREATE USER 'app'@'10.0.0.%';
-- ok: rules.sql.any-host
CREATE USER 'app'@'localhost';
