// ruleid: rules.javascript.incomplete-escaping
const a = s.replace("'", "''");
// ruleid: rules.javascript.incomplete-escaping
const b = html.replace("<", "&lt;");
// ruleid: rules.javascript.incomplete-escaping
return name.replace('"', '\\"');
// ok: rules.javascript.incomplete-escaping
const c = s.replaceAll("'", "''");
// ok: rules.javascript.incomplete-escaping
const d = s.replace(/'/g, "''");
// ok: rules.javascript.incomplete-escaping
const e = s.replace("a", "b");
