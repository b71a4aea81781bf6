app.post('/page', async (req, res) => {
  // ruleid: flow.javascript.prototype
  settings[req.body.key] = req.body.value;
  const key = req.query.key;
  // ruleid: flow.javascript.prototype
  store[key][req.query.inner] = 1;
  // ruleid: flow.javascript.prototype
  _.merge(settings, req.body);
  // ok: flow.javascript.prototype
  settings.name = req.body.name;
  // ok: flow.javascript.prototype
  settings['k' + Number(req.query.n)] = 1;
});
