object A {
// ruleid: rules.scala.weak-cipher
  val c = Cipher.getInstance("DES/CBC/PKCS5Padding")
// ruleid: rules.scala.weak-cipher
  val d = Cipher.getInstance("AES/ECB/PKCS5Padding")
// ruleid: rules.scala.weak-cipher
  val e = Cipher.getInstance("AES")
// ok: rules.scala.weak-cipher
  val f = Cipher.getInstance("AES/GCM/NoPadding")
// ok: rules.scala.weak-cipher
  val g = Cipher.getInstance(name)
}
