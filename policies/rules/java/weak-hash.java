class A {
  void f() throws Exception {
// ruleid: rules.java.weak-hash
    MessageDigest md = MessageDigest.getInstance("MD5");
// ruleid: rules.java.weak-hash
    String h = DigestUtils.md5Hex(password);
// ruleid: rules.java.weak-hash
    java.security.MessageDigest sha = java.security.MessageDigest.getInstance("SHA-1", provider);
// ruleid: rules.java.weak-hash
    PasswordEncoder e = NoOpPasswordEncoder.getInstance();
// ok: rules.java.weak-hash
    MessageDigest ok = MessageDigest.getInstance("SHA-256");
// ok: rules.java.weak-hash
    String s = DigestUtils.sha256Hex(data);
  }
}
