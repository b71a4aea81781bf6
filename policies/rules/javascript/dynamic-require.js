// ruleid: rules.javascript.dynamic-require
const mod = require(req.query.name);
// ruleid: rules.javascript.dynamic-require
const plugin = require(`./plugins/${name}`);
// ruleid: rules.javascript.dynamic-require
window[message.name](message.payload);
// ok: rules.javascript.dynamic-require
const fs = require("fs");
// ok: rules.javascript.dynamic-require
const conf = require(path.join(__dirname, "conf"));
