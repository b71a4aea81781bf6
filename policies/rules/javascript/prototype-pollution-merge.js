function merge(target, source) {
  for (var key in source) {
// ruleid: rules.javascript.prototype-pollution-merge
    target[key] = typeof source[key] === "object" ? merge(target[key], source[key]) : source[key];
  }
}
function setPath(obj, path, value) {
  let ref = obj;
  const parts = path.split(".");
  for (const part of parts) {
// ruleid: rules.javascript.prototype-pollution-merge
    ref[part] = ref[part] || {};
    ref = ref[part];
  }
}
const deepExtend = function (to, from) {
  for (const k in from) {
// ruleid: rules.javascript.prototype-pollution-merge
    to[k] = from[k];
  }
};
function safe(target, source) {
  for (const key in source) {
    if (key === "__proto__") continue;
// ok: rules.javascript.prototype-pollution-merge
    target[key] = merge(target[key], source[key]);
  }
}
function count(items) {
  const out = {};
  items.forEach((item) => {
// ok: rules.javascript.prototype-pollution-merge
    out[item] = 1;
  });
}
