function hello(who) {
  return 'hello ' + who;
}

app.post('/page', async (req, res) => {
  // ruleid: flow.javascript.xss
  res.send('<h1>' + req.query.name + '</h1>');
  const page = `<p>${req.body.text}</p>`;
  // ruleid: flow.javascript.xss
  res.write(page);
  // ruleid: flow.javascript.xss
  res.end('<b>' + hello(req.params.who) + '</b>');
  // ok: flow.javascript.xss
  res.send('<h1>' + escapeHtml(req.query.name) + '</h1>');
  // ok: flow.javascript.xss
  res.json({ name: req.query.name });
  // ok: flow.javascript.xss
  res.send('<h1>Welcome</h1>');
});
