class A {
  void f(byte[] data) throws Exception {
// ruleid: rules.java.old-hash
  MessageDigest md = MessageDigest.getInstance("MD5");
// ruleid: rules.java.old-hash
  String h = DigestUtils.md5Hex(data);
// ruleid: rules.java.old-hash
  java.security.MessageDigest sha = java.security.MessageDigest.getInstance("SHA-1", provider);
// ok: rules.java.old-hash
  MessageDigest ok = MessageDigest.getInstance("SHA-256");
// ok: rules.java.old-hash
  String s = DigestUtils.sha256Hex(data);
  }
}
