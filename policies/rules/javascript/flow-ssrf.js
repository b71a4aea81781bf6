function status(url) {
  return url + '/status';
}

app.post('/page', async (req, res) => {
  // ruleid: flow.javascript.ssrf
  const a = await fetch(req.query.url);
  const target = `https://${req.body.host}/status`;
  // ruleid: flow.javascript.ssrf
  const b = await axios.get(target);
  // ruleid: flow.javascript.ssrf
  const c = await got(status(req.body.callback));
  // ok: flow.javascript.ssrf
  const d = await fetch('https://api.example.com/users/' + req.params.id);
  // ok: flow.javascript.ssrf
  const e = await axios.get('https://api.example.com/status', { params: { q: req.query.q } });
  if (!HOSTS.has(new URL(req.query.next).host)) return;
  // ok: flow.javascript.ssrf
  const f = await fetch(req.query.next);
});
