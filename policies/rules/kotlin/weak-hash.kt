// ruleid: rules.kotlin.weak-hash
val md = MessageDigest.getInstance("MD5")
// ruleid: rules.kotlin.weak-hash
val s = MessageDigest.getInstance("SHA-1")
// ruleid: rules.kotlin.weak-hash
val d = DigestUtils.md5Hex(x)
// ok: rules.kotlin.weak-hash
val ok = MessageDigest.getInstance("SHA-256")
// ok: rules.kotlin.weak-hash
val e = DigestUtils.sha256Hex(x)
