const jwt = require("jsonwebtoken");
// ruleid: rules.javascript.jwt-unverified
const claims = jwt.decode(req.headers.authorization.split(" ")[1]);
function user(req) {
// ruleid: rules.javascript.jwt-unverified
  return jsonwebtoken.decode(req.cookies.token, { complete: true });
}
// ruleid: rules.javascript.jwt-unverified
const who = jwtDecode(token);
function checked(token) {
  jwt.verify(token, key);
// ok: rules.javascript.jwt-unverified
  return jwt.decode(token, { complete: true }).header;
}
// ok: rules.javascript.jwt-unverified
const ok = jwt.verify(token, key, { algorithms: ["RS256"] });
// ok: rules.javascript.jwt-unverified
const text = decoder.decode(bytes);
