object A {
// ruleid: rules.scala.old-hash
  val md = MessageDigest.getInstance("MD5")
// ruleid: rules.scala.old-hash
  val s = java.security.MessageDigest.getInstance("SHA-1")
// ruleid: rules.scala.old-hash
  val d = DigestUtils.md5Hex(x)
// ok: rules.scala.old-hash
  val ok = MessageDigest.getInstance("SHA-256")
// ok: rules.scala.old-hash
  val e = DigestUtils.sha256Hex(x)
}
