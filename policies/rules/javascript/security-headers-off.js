// ruleid: rules.javascript.security-headers-off
app.use(helmet({ contentSecurityPolicy: false }));
// ruleid: rules.javascript.security-headers-off
app.use(helmet({ hsts: false, frameguard: true }));
app.use(helmet.contentSecurityPolicy({ directives: {
// ruleid: rules.javascript.security-headers-off
  scriptSrc: ["'self'", "'unsafe-inline'"],
} }));
// ok: rules.javascript.security-headers-off
app.use(helmet());
// ok: rules.javascript.security-headers-off
app.use(helmet({ hsts: { maxAge: 1 } }));
