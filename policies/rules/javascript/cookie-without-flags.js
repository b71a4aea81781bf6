// ruleid: rules.javascript.cookie-without-flags
res.cookie("session", id);
// ruleid: rules.javascript.cookie-without-flags
res.cookie('token', token, { maxAge: 3600000 });
// ruleid: rules.javascript.cookie-without-flags
reply.setCookie("sid", sid, { path: "/" });
// ok: rules.javascript.cookie-without-flags
res.cookie("session", id, { httpOnly: true, secure: true });
// ok: rules.javascript.cookie-without-flags
res.cookie("theme", "dark");
// ok: rules.javascript.cookie-without-flags
res.cookie("session", id, options);
