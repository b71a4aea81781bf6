-- ruleid: rules.sql.superuser
CREATE ROLE migrate LOGIN SUPERUSER;
-- ruleid: rules.sql.superuser
ALTER USER app WITH BYPASSRLS;
-- ruleid: rules.sql.superuser
EXEC sp_addsrvrolemember 'app', 'sysadmin';
-- ok: rules.sql.superuser
CREATE ROLE app LOGIN NOSUPERUSER;
-- ok: rules.sql.superuser
CREATE USER app;
