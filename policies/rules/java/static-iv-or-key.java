class A {
  void f() throws Exception {
// ruleid: rules.java.static-iv-or-key
    SecretKeySpec k = new SecretKeySpec("0123456789abcdef".getBytes(), "AES");
// ruleid: rules.java.static-iv-or-key
    IvParameterSpec iv = new IvParameterSpec(new byte[16]);
// ruleid: rules.java.static-iv-or-key
    GCMParameterSpec g = new GCMParameterSpec(128, new byte[]{1, 2, 3});
// ruleid: rules.java.static-iv-or-key
    PBEKeySpec p = new PBEKeySpec("secret".toCharArray(), salt, 65536, 256);
// ok: rules.java.static-iv-or-key
    SecretKeySpec ok = new SecretKeySpec(keyBytes, "AES");
// ok: rules.java.static-iv-or-key
    IvParameterSpec iv2 = new IvParameterSpec(random);
  }
}
