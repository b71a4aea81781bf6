object A {
// ruleid: rules.scala.weak-hash
  val passwordHash = MessageDigest.getInstance("MD5").digest(p)
  def token(user: User) = {
// ruleid: rules.scala.weak-hash
    java.security.MessageDigest.getInstance("SHA-1").digest(user.id)
  }
// ruleid: rules.scala.weak-hash
  val d = DigestUtils.md5Hex(password)
// ok: rules.scala.weak-hash
  val ok = MessageDigest.getInstance("SHA-256").digest(password)
// ok: rules.scala.weak-hash
  val e = DigestUtils.md5Hex(x)
}
