// ruleid: rules.javascript.sandbox-escape
const vm = new VM({ timeout: 100 });
// ruleid: rules.javascript.sandbox-escape
vm.runInContext(code, ctx, { timeout: 2000 });
// ruleid: rules.javascript.sandbox-escape
const s = new vm.Script(text);
// ok: rules.javascript.sandbox-escape
const m = new Map();
// ok: rules.javascript.sandbox-escape
worker.postMessage(code);
