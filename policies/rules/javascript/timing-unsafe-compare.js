// ruleid: rules.javascript.timing-unsafe-compare
if (signature === expected) { ok(); }
// ruleid: rules.javascript.timing-unsafe-compare
if (hmac !== req.headers["x-signature"]) { no(); }
// ruleid: rules.javascript.timing-unsafe-compare
return user.apiKey == key;
// ok: rules.javascript.timing-unsafe-compare
if (crypto.timingSafeEqual(a, b)) { ok(); }
// ok: rules.javascript.timing-unsafe-compare
if (secret === undefined) { no(); }
