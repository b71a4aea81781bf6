const jwt = require("jsonwebtoken");
// ruleid: rules.javascript.jwt-none-algorithm
const a = jwt.verify(token, key, {algorithms: ["none"]});
// ruleid: rules.javascript.jwt-none-algorithm
jwt.verify(req.cookies.session, null, { algorithms: ['HS256', 'none'], issuer: 'x' }, done);
// ruleid: rules.javascript.jwt-none-algorithm
const c = await verifier.verify(token, secret, { algorithm: "none" });
// ok: rules.javascript.jwt-none-algorithm
jwt.verify(token, key, { algorithms: ["RS256"] });
// ok: rules.javascript.jwt-none-algorithm
verify(token, { mode: "none" });
