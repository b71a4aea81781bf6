// ruleid: rules.kotlin.weak-hash
val passwordHash = MessageDigest.getInstance("MD5").digest(p)
fun token(): ByteArray {
// ruleid: rules.kotlin.weak-hash
    val s = MessageDigest.getInstance("SHA-1")
    return s.digest()
}
// ruleid: rules.kotlin.weak-hash
val d = DigestUtils.md5Hex(password)
// ok: rules.kotlin.weak-hash
val ok = MessageDigest.getInstance("SHA-256").digest(password)
// ok: rules.kotlin.weak-hash
val e = DigestUtils.md5Hex(x)
