// ruleid: rules.javascript.sql-built
db.query(`SELECT * FROM users WHERE id = ${req.params.id}`, cb);
// ruleid: rules.javascript.sql-built
await pool.query("SELECT * FROM users WHERE name = '" + name + "'");
// ruleid: rules.javascript.sql-built
sequelize.query(`UPDATE users SET name = '${name}' WHERE id = ${id}`);
// ruleid: rules.javascript.sql-built
const r = await prisma.$queryRawUnsafe(`SELECT * FROM t WHERE a = '${a}'`);
// ok: rules.javascript.sql-built
db.query("SELECT * FROM users WHERE id = ?", [id]);
// ok: rules.javascript.sql-built
db.query(`SELECT * FROM ${TABLE} WHERE id = $1`, [id]);
// ok: rules.javascript.sql-built
const r2 = await prisma.$queryRaw`SELECT * FROM t WHERE a = ${a}`;
// ok: rules.javascript.sql-built
log.get(`select a value: ${x}`.length);
