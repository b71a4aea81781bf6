const session = require("express-session");
// ruleid: rules.javascript.session-without-flags
app.use(session({ secret: process.env.S, resave: false }));
// ruleid: rules.javascript.session-without-flags
app.use(cookieSession({ keys: [process.env.K] }));
app.use(
// ruleid: rules.javascript.session-without-flags
  expressSession({
    secret: config.secret,
    saveUninitialized: true,
  })
);
// ok: rules.javascript.session-without-flags
app.use(session({ secret: process.env.S, cookie: { secure: true } }));
// ok: rules.javascript.session-without-flags
app.use(session(options));
// ok: rules.javascript.session-without-flags
const s = session({ id: 1 });
