// ruleid: rules.javascript.weak-hash
const h = crypto.createHash("md5").update(password).digest("hex");
function token(user) {
// ruleid: rules.javascript.weak-hash
  return createHash('sha1').update(user + Date.now()).digest();
}
// ruleid: rules.javascript.weak-hash
const passwordHash = CryptoJS.MD5(pw).toString();
// ok: rules.javascript.weak-hash
const etag = crypto.createHash("md5").update(body).digest("hex");
// ok: rules.javascript.weak-hash
const b = await bcrypt.hash(password, 12);
