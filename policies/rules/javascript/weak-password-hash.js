// ruleid: rules.javascript.weak-password-hash
const h = await bcrypt.hash(password, 4);
// ruleid: rules.javascript.weak-password-hash
const s = bcryptjs.genSaltSync(6);
// ruleid: rules.javascript.weak-password-hash
crypto.pbkdf2Sync(password, salt, 1000, 64, "sha512");
// ok: rules.javascript.weak-password-hash
const h2 = await bcrypt.hash(password, 12);
// ok: rules.javascript.weak-password-hash
crypto.pbkdf2Sync(password, salt, 600000, 64, "sha512");
