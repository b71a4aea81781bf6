-- ruleid: rules.sql.unrestricted-change
DELETE FROM orders;
-- ruleid: rules.sql.unrestricted-change
UPDATE users SET active = false;
-- ruleid: rules.sql.unrestricted-change
delete from shop.items;
-- ok: rules.sql.unrestricted-change
DELETE FROM orders WHERE id = 1;
-- ok: rules.sql.unrestricted-change
UPDATE users SET active = false WHERE id = 1;
