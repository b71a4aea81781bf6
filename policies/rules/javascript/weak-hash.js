// ruleid: rules.javascript.weak-hash
const h = crypto.createHash("md5").update(password).digest("hex");
// ruleid: rules.javascript.weak-hash
const s = createHash('sha1').update(x).digest();
// ruleid: rules.javascript.weak-hash
const m = CryptoJS.MD5(pw).toString();
// ruleid: rules.javascript.weak-hash
const d = await crypto.subtle.digest("SHA-1", data);
// ok: rules.javascript.weak-hash
const h2 = crypto.createHash("sha256").update(data).digest("hex");
// ok: rules.javascript.weak-hash
const b = await bcrypt.hash(password, 12);
