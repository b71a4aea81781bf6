class A {
  void f(String password) throws Exception {
// ruleid: rules.java.weak-hash
  MessageDigest md = MessageDigest.getInstance("MD5");
    md.update(password.getBytes());
  }
// ruleid: rules.java.weak-hash
String h = DigestUtils.md5Hex(password);
  void g() {
// ruleid: rules.java.weak-hash
  PasswordEncoder e = NoOpPasswordEncoder.getInstance();
  }
  String etag(byte[] data) {
// ok: rules.java.weak-hash
  return DigestUtils.md5Hex(data);
  }
  void k(String password) throws Exception {
// ok: rules.java.weak-hash
  MessageDigest ok = MessageDigest.getInstance("SHA-256");
  }
}
