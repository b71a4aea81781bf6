app.post('/page', async (req, res) => {
  // ruleid: flow.javascript.header
  res.setHeader('X-Name', req.query.name);
  const lang = req.body.lang;
  // ruleid: flow.javascript.header
  res.header('X-Language', lang);
  // ruleid: flow.javascript.header
  res.set('X-Tag', 'tag-' + req.params.tag);
  // ok: flow.javascript.header
  res.setHeader('X-Name', encodeURIComponent(req.query.name));
  // ok: flow.javascript.header
  res.setHeader('X-Name', 'shop');
});
