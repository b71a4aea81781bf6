app.post('/page', async (req, res) => {
  for (const entry of new AdmZip(upload).getEntries()) {
    const target = path.join('out', entry.entryName);
    // ruleid: flow.javascript.zip-slip
    fs.writeFileSync(target, entry.getData());
  }
  tar.on('entry', (entry) => {
    // ruleid: flow.javascript.zip-slip
    entry.pipe(fs.createWriteStream('out/' + entry.path));
  });
  zip.on('entry', (entry) => {
    const name = entry.fileName;
    // ruleid: flow.javascript.zip-slip
    fs.writeFileSync('out/' + name, '');
  });
  zip.on('entry', (entry) => {
    // ok: flow.javascript.zip-slip
    fs.writeFileSync('out/' + path.basename(entry.fileName), '');
  });
  zip.on('entry', (entry) => {
    const target = path.resolve('out', entry.fileName);
    if (!target.startsWith(ROOT)) return;
    // ok: flow.javascript.zip-slip
    fs.writeFileSync(target, '');
  });
});
