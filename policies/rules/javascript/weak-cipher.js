// ruleid: rules.javascript.weak-cipher
const c = crypto.createCipheriv("des-cbc", key, iv);
// ruleid: rules.javascript.weak-cipher
const d = crypto.createCipher("aes-256-cbc", password);
// ruleid: rules.javascript.weak-cipher
const e = CryptoJS.DES.encrypt(text, key);
// ruleid: rules.javascript.weak-cipher
const f = crypto.createCipheriv('aes-128-ecb', key, null);
// ok: rules.javascript.weak-cipher
const g = crypto.createCipheriv("aes-256-gcm", key, iv);
// ok: rules.javascript.weak-cipher
const h = CryptoJS.AES.encrypt(text, key);
