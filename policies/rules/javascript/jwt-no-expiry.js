const jwt = require("jsonwebtoken");
// ruleid: rules.javascript.jwt-no-expiry
const t = jwt.sign({ id: user.id }, process.env.SECRET);
// ruleid: rules.javascript.jwt-no-expiry
const t2 = jwt.sign({ id: user.id, role: user.role }, key, { algorithm: "RS256" });
function login(user) {
// ruleid: rules.javascript.jwt-no-expiry
  return jwt.sign({ sub: user._id }, config.secret);
}
// ok: rules.javascript.jwt-no-expiry
jwt.sign({ id: user.id }, key, { expiresIn: "15m" });
// ok: rules.javascript.jwt-no-expiry
jwt.sign({ id: user.id, exp: soon() }, key);
// ok: rules.javascript.jwt-no-expiry
jwt.sign(payload, key, options);
// ok: rules.javascript.jwt-no-expiry
jwt.sign(payload, key);
