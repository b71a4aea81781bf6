// ruleid: rules.javascript.open-permissions
fs.chmodSync(path, 0o777);
// ruleid: rules.javascript.open-permissions
fs.writeFile(path, data, { mode: 0o666 }, cb);
// ruleid: rules.javascript.open-permissions
await chmod(file, "777");
// ok: rules.javascript.open-permissions
fs.chmodSync(path, 0o600);
// ok: rules.javascript.open-permissions
fs.mkdirSync(dir, { mode: 0o755 });
