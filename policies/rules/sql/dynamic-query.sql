-- ruleid: rules.sql.dynamic-query
EXECUTE 'SELECT * FROM ' || name;
-- ruleid: rules.sql.dynamic-query
EXEC(@sql + @where);
-- ruleid: rules.sql.dynamic-query
SET @q = CONCAT('SELECT * FROM t WHERE a = ', a);
-- ok: rules.sql.dynamic-query
EXECUTE 'SELECT * FROM ' || quote_ident(name);
-- ok: rules.sql.dynamic-query
EXEC dbo.refresh;
