// ruleid: rules.javascript.child-process-shell
const ls = spawn("ls", ["-lh", "/usr"], { shell: true });
// ruleid: rules.javascript.child-process-shell
cp.exec(command, cb);
// ruleid: rules.javascript.child-process-shell
spawn("sh", ["-c", line]);
// ok: rules.javascript.child-process-shell
execFile("ls", ["-lh"]);
// ok: rules.javascript.child-process-shell
spawn("ls", ["-lh", "/usr"]);
