-- ruleid: rules.sql.file-access
SELECT LOAD_FILE('/etc/passwd');
-- ruleid: rules.sql.file-access
SELECT * FROM t INTO OUTFILE '/var/www/x.php';
-- ruleid: rules.sql.file-access
SELECT pg_read_file('/etc/passwd');
-- ok: rules.sql.file-access
SELECT * FROM files;
-- ok: rules.sql.file-access
LOAD DATA INFILE '/x.csv' INTO TABLE t;
