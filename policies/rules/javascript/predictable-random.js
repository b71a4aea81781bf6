// ruleid: rules.javascript.predictable-random
const token = Math.random().toString(36).slice(2);
// ruleid: rules.javascript.predictable-random
user.resetToken = Math.random() * 1e9;
function generatePassword(n) {
// ruleid: rules.javascript.predictable-random
  return chars[Math.floor(Math.random() * chars.length)];
}
// ruleid: rules.javascript.predictable-random
const sessionId = "s" + Math.floor(Math.random() * 1e16);
// ok: rules.javascript.predictable-random
const x = Math.random() * width;
// ok: rules.javascript.predictable-random
const token2 = crypto.randomBytes(16).toString("hex");
