-- ruleid: rules.sql.grant-to-everybody
GRANT ALL ON orders TO PUBLIC;
-- ruleid: rules.sql.grant-to-everybody
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT ALL ON TABLES TO PUBLIC;
-- ruleid: rules.sql.grant-to-everybody
GRANT SELECT ON secrets TO guest;
-- ok: rules.sql.grant-to-everybody
GRANT SELECT ON orders TO reporting;
-- ok: rules.sql.grant-to-everybody
GRANT USAGE ON SCHEMA api TO PUBLIC;
