// ruleid: secrets.signing-key
const token = jwt.sign(claims, "orchard-lantern");
// ruleid: secrets.signing-key
const mac = crypto.createHmac("sha256", "brass-kettle").update(body);
// ok: secrets.signing-key
const token2 = jwt.sign(claims, process.env.JWT_SECRET);
// ok: secrets.signing-key
const mac2 = crypto.createHmac("sha256", key).update(body);
// --- case: sign.go
// ruleid: secrets.signing-key
mac := hmac.New(sha256.New, []byte("orchard-lantern"))
// ok: secrets.signing-key
mac := hmac.New(sha256.New, []byte(os.Getenv("MAC_KEY")))
// --- case: Sign.java
// ruleid: secrets.signing-key
Algorithm algorithm = Algorithm.HMAC256("orchard-lantern");
