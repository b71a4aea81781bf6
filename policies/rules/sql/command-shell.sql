-- ruleid: rules.sql.command-shell
EXEC xp_cmdshell 'dir';
-- ruleid: rules.sql.command-shell
COPY t FROM PROGRAM 'curl http://x';
-- ruleid: rules.sql.command-shell
EXEC sp_configure 'xp_cmdshell', 1;
-- ok: rules.sql.command-shell
COPY t FROM '/data/t.csv';
-- ok: rules.sql.command-shell
EXEC sp_configure 'xp_cmdshell', 0;
