app.get("/f", (req, res) => {
// ruleid: rules.javascript.path-from-request
  fs.readFile("files/" + req.query.name, cb);
// ruleid: rules.javascript.path-from-request
  res.sendFile(path.join(__dirname, req.params.file));
// ruleid: rules.javascript.path-from-request
  const rs = fs.createReadStream(__dirname + req.url);
});
app.get("/g", (req, res) => {
// ok: rules.javascript.path-from-request
  fs.readFile(path.join(root, path.basename(req.query.name)), cb);
// ok: rules.javascript.path-from-request
  fs.readFile("config.json", cb);
});
