function buildQuery(sort) {
  return 'SELECT * FROM users ORDER BY ' + sort;
}

app.post('/page', async (req, res) => {
  // ruleid: flow.javascript.sql
  db.query(`SELECT * FROM users WHERE id = ${req.params.id}`);
  const name = req.query.name;
  const text = "SELECT * FROM users WHERE name = '" + name + "'";
  // ruleid: flow.javascript.sql
  connection.query(text, done);
  // ruleid: flow.javascript.sql
  await sequelize.query(buildQuery(req.body.sort));
  // ok: flow.javascript.sql
  db.query('SELECT * FROM users WHERE id = ?', [req.params.id]);
  const id = parseInt(req.query.id, 10);
  // ok: flow.javascript.sql
  db.query('SELECT * FROM users WHERE id = ' + id);
  const table = 'users';
  // ok: flow.javascript.sql
  db.query(`SELECT * FROM ${table}`);
  if (!['name', 'age'].includes(req.query.sort)) return;
  // ok: flow.javascript.sql
  db.query('SELECT * FROM users ORDER BY ' + req.query.sort);
});
