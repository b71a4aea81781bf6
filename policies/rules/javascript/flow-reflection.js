app.post('/page', async (req, res) => {
  // ruleid: flow.javascript.reflection
  actions[req.params.action]();
  const name = req.body.method;
  // ruleid: flow.javascript.reflection
  service[name](req.body.argument);
  // ruleid: flow.javascript.reflection
  const c = Reflect.get(service, req.query.property);
  // ok: flow.javascript.reflection
  actions.list();
  if (!Object.hasOwn(ACTIONS, req.query.action)) return;
  // ok: flow.javascript.reflection
  ACTIONS[req.query.action]();
});
