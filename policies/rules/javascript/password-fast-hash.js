// ruleid: rules.javascript.password-fast-hash
const h = crypto.createHmac("sha1", this.salt).update(password).digest("hex");
// ruleid: rules.javascript.password-fast-hash
user.hash = crypto.createHash("sha256").update(req.body.password).digest("base64");
// ruleid: rules.javascript.password-fast-hash
return createHash('sha512').update(pwd + salt).digest();
// ok: rules.javascript.password-fast-hash
const e = crypto.createHash("sha256").update(body).digest("hex");
// ok: rules.javascript.password-fast-hash
const b = await bcrypt.hash(password, 12);
