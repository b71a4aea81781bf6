// ruleid: rules.javascript.slow-regex
const A = /^(a+)+$/;
// ruleid: rules.javascript.slow-regex
const TAGS = /^([\w-]+\s*)+$/;
// ruleid: rules.javascript.slow-regex
if (/(.*)*x/.test(input)) { ok(); }
// ok: rules.javascript.slow-regex
const B = /^[\w-]+(?:,[\w-]+)*$/;
// ok: rules.javascript.slow-regex
const C = /^(ab|cd)+$/;
// ok: rules.javascript.slow-regex
const D = /^(\d{3})+$/;
