// ruleid: rules.javascript.jwt-expiry-ignored
const a = jwt.verify(token, key, { ignoreExpiration: true });
passport.use(new JwtStrategy({
  secretOrKey: key,
// ruleid: rules.javascript.jwt-expiry-ignored
  ignoreExpiration: true,
}, done));
const opts = {
// ruleid: rules.javascript.jwt-expiry-ignored
  "ignoreExpiration": true,
};
// ok: rules.javascript.jwt-expiry-ignored
const b = jwt.verify(token, key, { ignoreExpiration: false });
// ok: rules.javascript.jwt-expiry-ignored
const c = jwt.verify(token, key, { algorithms: ["RS256"] });
