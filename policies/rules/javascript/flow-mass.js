app.post('/page', async (req, res) => {
  // ruleid: flow.javascript.mass
  const a = await User.create(req.body);
  const fields = req.body;
  // ruleid: flow.javascript.mass
  const b = await User.findByIdAndUpdate(req.params.id, fields);
  // ruleid: flow.javascript.mass
  Object.assign(user, req.body);
  // ok: flow.javascript.mass
  const c = await User.create({ name: String(req.body.name) });
  const { name } = req.body;
  // ok: flow.javascript.mass
  user.name = name;
});
