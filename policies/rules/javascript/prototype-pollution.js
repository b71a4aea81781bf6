// ruleid: rules.javascript.prototype-pollution
_.merge(config, req.body);
// ruleid: rules.javascript.prototype-pollution
const o = $.extend(true, {}, JSON.parse(text));
// ruleid: rules.javascript.prototype-pollution
settings[req.body.key] = req.body.value;
// ok: rules.javascript.prototype-pollution
const o2 = Object.assign({}, defaults);
// ok: rules.javascript.prototype-pollution
_.merge(config, defaults);
