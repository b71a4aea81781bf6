app.post('/page', async (req, res) => {
  // ruleid: flow.javascript.nosql
  User.findOne({ name: req.body.name });
  const filter = req.query;
  // ruleid: flow.javascript.nosql
  const a = users.findOne(filter);
  // ruleid: flow.javascript.nosql
  users.updateOne({ _id: req.body.id }, { seen: true });
  // ok: flow.javascript.nosql
  User.findOne({ name: String(req.body.name) });
  // ok: flow.javascript.nosql
  User.findOne({ name: 'root' });
});
