// ruleid: rules.javascript.static-iv-or-key
const c = crypto.createCipheriv("aes-256-cbc", "0123456789abcdef0123456789abcdef", iv);
// ruleid: rules.javascript.static-iv-or-key
const d = createCipheriv("aes-256-cbc", key, Buffer.alloc(16));
// ruleid: rules.javascript.static-iv-or-key
const m = crypto.createHmac("sha256", "my-secret").update(x).digest();
// ruleid: rules.javascript.static-iv-or-key
const e = CryptoJS.AES.encrypt(text, "passphrase").toString();
// ok: rules.javascript.static-iv-or-key
const f = crypto.createCipheriv("aes-256-gcm", key, crypto.randomBytes(12));
// ok: rules.javascript.static-iv-or-key
const n = crypto.createHmac("sha256", process.env.KEY);
