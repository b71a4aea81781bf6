app.post('/page', async (req, res) => {
  // ruleid: flow.javascript.xxe
  const a = libxmljs.parseXml(req.body.xml);
  const text = req.rawBody;
  // ruleid: flow.javascript.xxe
  const b = libxmljs.parseXmlString(text);
  // ruleid: flow.javascript.xxe
  const c = libxml.parseXml(req.files.document);
  // ok: flow.javascript.xxe
  const d = libxmljs.parseXml('<a/>');
  // ok: flow.javascript.xxe
  const e = JSON.parse(req.body.xml);
});
