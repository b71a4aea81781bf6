CREATE FUNCTION f() RETURNS void LANGUAGE sql
-- ruleid: rules.sql.definer-search-path
SECURITY DEFINER AS 'SELECT 1';
CREATE OR REPLACE FUNCTION g() RETURNS int AS $$ SELECT 1; $$
-- ruleid: rules.sql.definer-search-path
LANGUAGE sql SECURITY DEFINER;
-- ruleid: rules.sql.definer-search-path
CREATE FUNCTION h() RETURNS int LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN RETURN 1; END';
-- ok: rules.sql.definer-search-path
CREATE FUNCTION k() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT 1';
-- ok: rules.sql.definer-search-path
CREATE FUNCTION m() RETURNS int LANGUAGE sql SECURITY INVOKER AS 'SELECT 1';
