const { exec, execFile, execSync } = require('child_process');
function named(name) {
  return 'id ' + name;
}

app.post('/page', async (req, res) => {
  // ruleid: flow.javascript.command
  child_process.exec('ping ' + req.query.host);
  const target = req.body.file;
  // ruleid: flow.javascript.command
  exec(`convert ${target} out.png`, done);
  // ruleid: flow.javascript.command
  const c = execSync(named(req.params.name));
  // ok: flow.javascript.command
  exec('ls -l', done);
  // ok: flow.javascript.command
  execFile('ping', ['-c', '1', '--', '127.0.0.1']);
  // ok: flow.javascript.command
  exec('ping ' + shellQuote.quote([req.query.host]), done);
});
