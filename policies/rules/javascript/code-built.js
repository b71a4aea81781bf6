// ruleid: rules.javascript.code-built
const total = eval(req.query.expr);
// ruleid: rules.javascript.code-built
const f = new Function("a", body);
// ruleid: rules.javascript.code-built
vm.runInNewContext(code, {});
// ruleid: rules.javascript.code-built
setTimeout("run('" + name + "')", 10);
// ok: rules.javascript.code-built
const total = JSON.parse(text);
// ok: rules.javascript.code-built
eval("1 + 1");
// ok: rules.javascript.code-built
setTimeout(() => run(name), 10);
