class A {
  void f() throws Exception {
// ruleid: rules.java.weak-cipher
    Cipher c = Cipher.getInstance("DES/CBC/PKCS5Padding");
// ruleid: rules.java.weak-cipher
    Cipher d = Cipher.getInstance("AES/ECB/PKCS5Padding");
// ruleid: rules.java.weak-cipher
    Cipher e = Cipher.getInstance("AES");
// ruleid: rules.java.weak-cipher
    KeyGenerator g = KeyGenerator.getInstance("DES");
// ok: rules.java.weak-cipher
    Cipher ok = Cipher.getInstance("AES/GCM/NoPadding");
// ok: rules.java.weak-cipher
    KeyGenerator k = KeyGenerator.getInstance("AES");
  }
}
