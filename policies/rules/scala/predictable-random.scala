object A {
// ruleid: rules.scala.predictable-random
  val token = Random.alphanumeric.take(20).mkString
// ruleid: rules.scala.predictable-random
  val sessionId = Random.nextLong()
  def generatePassword() = {
// ruleid: rules.scala.predictable-random
    new java.util.Random().nextInt()
  }
// ok: rules.scala.predictable-random
  val dice = Random.nextInt(6)
// ok: rules.scala.predictable-random
  val token2 = new SecureRandom().nextLong()
}
