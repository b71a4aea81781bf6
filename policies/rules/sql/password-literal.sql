-- ruleid: rules.sql.password-literal
CREATE USER app IDENTIFIED BY 'Tr0ub4dor';
-- ruleid: rules.sql.password-literal
ALTER ROLE app WITH PASSWORD 'hunter-22-x';
-- ruleid: rules.sql.password-literal
CREATE LOGIN app WITH PASSWORD = N'Sup3rSecret';
-- ok: rules.sql.password-literal
CREATE USER app IDENTIFIED BY '${APP_PASSWORD}';
-- ok: rules.sql.password-literal
ALTER ROLE app WITH PASSWORD :'password';
