// ruleid: rules.kotlin.old-hash
val md = MessageDigest.getInstance("MD5")
// ruleid: rules.kotlin.old-hash
val s = MessageDigest.getInstance("SHA-1")
// ruleid: rules.kotlin.old-hash
val d = DigestUtils.md5Hex(x)
// ok: rules.kotlin.old-hash
val ok = MessageDigest.getInstance("SHA-256")
// ok: rules.kotlin.old-hash
val e = DigestUtils.sha256Hex(x)
