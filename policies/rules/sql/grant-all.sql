-- ruleid: rules.sql.grant-all
GRANT ALL PRIVILEGES ON *.* TO 'app'@'10.0.0.1';
-- ruleid: rules.sql.grant-all
grant all on database shop to app;
-- ruleid: rules.sql.grant-all
GRANT ALL ON shop.* TO app;
-- ok: rules.sql.grant-all
GRANT SELECT, INSERT ON shop.orders TO app;
-- ok: rules.sql.grant-all
GRANT ALL ON orders TO app;
