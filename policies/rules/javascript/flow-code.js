app.post('/page', async (req, res) => {
  // ruleid: flow.javascript.code
  eval(req.query.code);
  const body = 'return ' + req.body.sum;
  // ruleid: flow.javascript.code
  const f = new Function(body);
  // ruleid: flow.javascript.code
  vm.runInNewContext(req.body.script, {});
  // ok: flow.javascript.code
  eval('1 + 1');
  // ok: flow.javascript.code
  const v = JSON.parse(req.body.value);
  // ok: flow.javascript.code
  const g = eval(Number(req.query.n));
});
