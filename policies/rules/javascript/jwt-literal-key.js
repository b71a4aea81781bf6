const jwt = require("jsonwebtoken");
// ruleid: rules.javascript.jwt-literal-key
const t = jwt.sign({ id: user.id }, "my-signing-key", { expiresIn: "1h" });
// ruleid: rules.javascript.jwt-literal-key
jwt.verify(token, 'my-signing-key', (err, user) => {
  next();
});
// ruleid: rules.javascript.jwt-literal-key
const u = this.jwtService.sign(payload, `s3cr`);
passport.use(new JwtStrategy({
  jwtFromRequest: fromHeader(),
// ruleid: rules.javascript.jwt-literal-key
  secretOrKey: 'keyboard',
}, cb));
app.use(expressJwt({
// ruleid: rules.javascript.jwt-literal-key
  secret: "abc123",
  algorithms: ["HS256"],
}));
// ok: rules.javascript.jwt-literal-key
jwt.sign({ id: user.id }, process.env.JWT_SECRET, { expiresIn: "1h" });
// ok: rules.javascript.jwt-literal-key
jwt.verify(token, publicKey, { algorithms: ["RS256"] });
// ok: rules.javascript.jwt-literal-key
const signed = crypto.sign("sha256", "data", key);
const o = {
// ok: rules.javascript.jwt-literal-key
  secretOrKey: config.jwtSecret,
};
