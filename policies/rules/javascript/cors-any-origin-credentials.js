// ruleid: rules.javascript.cors-any-origin-credentials
app.use(cors({ origin: "*", credentials: true }));
// ruleid: rules.javascript.cors-any-origin-credentials
app.use(cors({ origin: true, credentials: true }));
// ruleid: rules.javascript.cors-any-origin-credentials
const options = { credentials: true, origin: (origin, callback) => callback(null, true) };
// ok: rules.javascript.cors-any-origin-credentials
app.use(cors({ origin: "https://app.example.com", credentials: true }));
// ok: rules.javascript.cors-any-origin-credentials
app.use(cors({ origin: "*" }));
// ok: rules.javascript.cors-any-origin-credentials
app.use(cors({ origin: (o, cb) => cb(null, allowed.includes(o)), credentials: true }));
