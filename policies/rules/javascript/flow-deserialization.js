app.post('/page', async (req, res) => {
  // ruleid: flow.javascript.deserialization
  const a = serialize.unserialize(req.cookies.profile);
  const text = Buffer.from(req.cookies.cart, 'base64').toString();
  // ruleid: flow.javascript.deserialization
  const b = serialize.unserialize(text);
  // ruleid: flow.javascript.deserialization
  const c = unserialize(req.body.state);
  // ok: flow.javascript.deserialization
  const d = serialize.unserialize('{}');
  // ok: flow.javascript.deserialization
  const e = JSON.parse(req.cookies.profile);
});
