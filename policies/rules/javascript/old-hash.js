// ruleid: rules.javascript.old-hash
const etag = crypto.createHash("md5").update(body).digest("hex");
// ruleid: rules.javascript.old-hash
const s = createHash('sha1').update(x).digest();
// ruleid: rules.javascript.old-hash
const d = await crypto.subtle.digest("SHA-1", data);
// ok: rules.javascript.old-hash
const h2 = crypto.createHash("sha256").update(data).digest("hex");
// ok: rules.javascript.old-hash
const b = hash(data);
