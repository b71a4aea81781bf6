// ruleid: rules.javascript.tls-unverified
const agent = new https.Agent({ rejectUnauthorized: false });
// ruleid: rules.javascript.tls-unverified
process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
// ruleid: rules.javascript.tls-unverified
request({ url, strictSSL: false }, cb);
// ruleid: rules.javascript.tls-unverified
process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = 0;
// ok: rules.javascript.tls-unverified
const agent2 = new https.Agent({ rejectUnauthorized: true });
// ok: rules.javascript.tls-unverified
process.env.NODE_ENV = "0";
