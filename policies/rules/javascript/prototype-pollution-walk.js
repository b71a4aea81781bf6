function set(obj, path, value) {
  const keys = path.split(".");
  for (let i = 0; i < keys.length - 1; i++) {
    const key = keys[i];
// ruleid: rules.javascript.prototype-pollution-walk
    obj = obj[key];
  }
  obj[keys[keys.length - 1]] = value;
}
const put = (o, keys, v) => {
  for (const k of keys.slice(0, -1)) {
// ruleid: rules.javascript.prototype-pollution-walk
    o = o[k] || (o[k] = {});
  }
  o[keys.at(-1)] = v;
};
function deep(target, parts, v) {
  while (parts.length > 1) {
    const p = parts.shift();
// ruleid: rules.javascript.prototype-pollution-walk
    target = target[p];
  }
  target[parts[0]] = v;
}
function get(obj, path) {
  for (const key of path) {
// ok: rules.javascript.prototype-pollution-walk
    obj = obj[key];
  }
  return obj;
}
function safe(obj, path, value) {
  for (const key of path.slice(0, -1)) {
    if (key === "__proto__") return;
// ok: rules.javascript.prototype-pollution-walk
    obj = obj[key];
  }
  obj[path.at(-1)] = value;
}
