object A {
// ruleid: rules.scala.weak-hash
  val md = MessageDigest.getInstance("MD5")
// ruleid: rules.scala.weak-hash
  val s = java.security.MessageDigest.getInstance("SHA-1")
// ruleid: rules.scala.weak-hash
  val d = DigestUtils.md5Hex(x)
// ok: rules.scala.weak-hash
  val ok = MessageDigest.getInstance("SHA-256")
// ok: rules.scala.weak-hash
  val e = DigestUtils.sha256Hex(x)
}
