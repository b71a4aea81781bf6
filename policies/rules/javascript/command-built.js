const { exec, execSync, spawn } = require("child_process");
// ruleid: rules.javascript.command-built
exec(`ping -c 1 ${host}`, cb);
// ruleid: rules.javascript.command-built
execSync("convert " + req.body.file + " out.png");
// ruleid: rules.javascript.command-built
child_process.exec("git log " + branch);
// ruleid: rules.javascript.command-built
spawn("sh", ["-c", cmd], { shell: true });
// ok: rules.javascript.command-built
execFile("ping", ["-c", "1", host]);
// ok: rules.javascript.command-built
exec("ls -la");
// ok: rules.javascript.command-built
exec(`ls ${__dirname}`);
// ok: rules.javascript.command-built
const m = regex.exec(`a ${b}`);
