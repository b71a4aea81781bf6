// ruleid: rules.javascript.cookie-without-tls
res.cookie("session", id, { httpOnly: true, secure: false });
app.use(session({
  secret: process.env.S,
  cookie: {
// ruleid: rules.javascript.cookie-without-tls
    secure: false
  },
}));
// ruleid: rules.javascript.cookie-without-tls
reply.setCookie("sid", id, { secure: false });
// ok: rules.javascript.cookie-without-tls
res.cookie("session", id, { httpOnly: true, secure: true });
// ok: rules.javascript.cookie-without-tls
const transport = nodemailer.createTransport({ host, port: 587, secure: false });
// ok: rules.javascript.cookie-without-tls
res.cookie("session", id, { secure: process.env.NODE_ENV === "production" });
