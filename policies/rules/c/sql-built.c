void f(const char *name, int id) {
char query[256];
// ruleid: rules.c.sql-built
snprintf(query, sizeof(query), "SELECT * FROM users WHERE name = '%s'", name);
// ruleid: rules.c.sql-built
sprintf(query, "DELETE FROM users WHERE name='%s'", name);
// ruleid: rules.c.sql-built
asprintf(&text, "INSERT INTO users VALUES ('%s')", name);
// ok: rules.c.sql-built
snprintf(query, sizeof(query), "SELECT * FROM users WHERE id = %d", id);
// ok: rules.c.sql-built
char *safe = sqlite3_mprintf("SELECT * FROM users WHERE name = %Q", name);
// ok: rules.c.sql-built
sqlite3_prepare_v2(db, "SELECT * FROM users WHERE name = ?", -1, &statement, NULL);
}
