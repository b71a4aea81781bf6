-- ruleid: rules.sql.row-security-off
ALTER TABLE orders DISABLE ROW LEVEL SECURITY;
-- ruleid: rules.sql.row-security-off
CREATE POLICY p ON orders FOR ALL USING (true);
-- ruleid: rules.sql.row-security-off
CREATE POLICY q ON orders FOR INSERT WITH CHECK (true);
-- ok: rules.sql.row-security-off
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
-- ok: rules.sql.row-security-off
CREATE POLICY own ON orders USING (owner = current_user);
