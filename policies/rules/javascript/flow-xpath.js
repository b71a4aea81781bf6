app.post('/page', async (req, res) => {
  // ruleid: flow.javascript.xpath
  const a = xpath.select(`//user[@name='${req.query.name}']`, doc);
  const path = '//user[@id="' + req.params.id + '"]';
  // ruleid: flow.javascript.xpath
  const b = xpath.select1(path, doc);
  // ruleid: flow.javascript.xpath
  const c = xpath.evaluate(req.body.expression, doc);
  // ok: flow.javascript.xpath
  const d = xpath.select('//user', doc);
  // ok: flow.javascript.xpath
  const e = xpath.select(`//user[@id=${Number(req.params.id)}]`, doc);
});
