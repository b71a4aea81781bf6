app.post('/page', async (req, res) => {
  // ruleid: flow.javascript.path
  fs.readFile('uploads/' + req.params.name, done);
  const file = path.join(__dirname, 'files', req.query.file);
  // ruleid: flow.javascript.path
  fs.createReadStream(file).pipe(res);
  // ruleid: flow.javascript.path
  res.sendFile(req.query.page);
  // ok: flow.javascript.path
  fs.readFile('uploads/' + path.basename(req.params.name), done);
  // ok: flow.javascript.path
  fs.readFile('settings.json', done);
  // ok: flow.javascript.path
  res.sendFile(req.params.name, { root: 'public' });
});
