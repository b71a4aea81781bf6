const SECRET = "keyboard-cat";
// ruleid: rules.javascript.jwt-key-constant
const t = jwt.sign({ id: 1 }, SECRET, { expiresIn: "1h" });
// ruleid: rules.javascript.jwt-key-constant
jwt.verify(token, SECRET);
function f(token) {
// ruleid: rules.javascript.jwt-key-constant
  return jwt.verify(token, SECRET, { algorithms: ["HS256"] });
}
// ok: rules.javascript.jwt-key-constant
jwt.verify(token, process.env.JWT_SECRET);
// ok: rules.javascript.jwt-key-constant
jwt.sign({ id: 1 }, config.secret, { expiresIn: "1h" });
