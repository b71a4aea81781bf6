// ruleid: rules.javascript.cookie-readable-by-scripts
res.cookie("session", id, { httpOnly: false, secure: true });
app.use(session({
  secret: process.env.S,
  cookie: {
// ruleid: rules.javascript.cookie-readable-by-scripts
    httpOnly: false,
  },
}));
// ruleid: rules.javascript.cookie-readable-by-scripts
ctx.cookies.set("sid", id, { "httpOnly": false });
// ok: rules.javascript.cookie-readable-by-scripts
res.cookie("session", id, { httpOnly: true, secure: true });
// ok: rules.javascript.cookie-readable-by-scripts
res.cookie("session", id, { httpOnly: isProd });
