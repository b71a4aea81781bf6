// ruleid: rules.kotlin.weak-cipher
val c = Cipher.getInstance("DES/CBC/PKCS5Padding")
// ruleid: rules.kotlin.weak-cipher
val d = Cipher.getInstance("AES/ECB/PKCS5Padding")
// ruleid: rules.kotlin.weak-cipher
val e = Cipher.getInstance("AES")
// ok: rules.kotlin.weak-cipher
val f = Cipher.getInstance("AES/GCM/NoPadding")
// ok: rules.kotlin.weak-cipher
val g = KeyGenerator.getInstance("AES")
