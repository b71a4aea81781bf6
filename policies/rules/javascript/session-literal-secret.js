// ruleid: rules.javascript.session-literal-secret
app.use(session({ secret: "keyboard cat", resave: false }));
// ruleid: rules.javascript.session-literal-secret
app.use(cookieSession({ keys: ["k1", "k2"], maxAge: 1 }));
// ruleid: rules.javascript.session-literal-secret
app.use(cookieParser("my secret"));
fastify.register(fastifySession, {
// ruleid: rules.javascript.session-literal-secret
  secret: 'a secret with minimum length of 32 characters',
});
// ok: rules.javascript.session-literal-secret
app.use(session({ secret: process.env.SESSION_SECRET }));
// ok: rules.javascript.session-literal-secret
app.use(cookieParser());
// ok: rules.javascript.session-literal-secret
app.use(cookieParser(config.secret));
