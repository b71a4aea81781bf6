app.post('/page', async (req, res) => {
  // ruleid: flow.javascript.redirect
  res.redirect(req.query.next);
  const to = req.body.to || '/';
  // ruleid: flow.javascript.redirect
  res.redirect(302, to);
  // ruleid: flow.javascript.redirect
  res.writeHead(302, { Location: req.query.url });
  // ok: flow.javascript.redirect
  res.redirect('/users/' + req.params.id);
  // ok: flow.javascript.redirect
  res.redirect('/login');
  const next = req.query.next;
  const known = ['/a', '/b'].includes(next) ? next : '/';
  // ok: flow.javascript.redirect
  res.redirect(known);
});
