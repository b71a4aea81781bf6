app.post('/page', async (req, res) => {
  // ruleid: flow.javascript.regex
  const a = new RegExp(req.query.pattern);
  const words = '^' + req.body.word + '$';
  // ruleid: flow.javascript.regex
  const b = new RegExp(words, 'i');
  // ruleid: flow.javascript.regex
  const c = RegExp(req.params.name);
  // ok: flow.javascript.regex
  const d = new RegExp('^a+$');
  // ok: flow.javascript.regex
  const e = new RegExp(escapeRegExp(req.query.pattern));
});
