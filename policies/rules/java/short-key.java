class A {
  void f() throws Exception {
// ruleid: rules.java.short-key
    keyPairGenerator.initialize(1024);
// ruleid: rules.java.short-key
    gen.initialize(512, random);
// ruleid: rules.java.short-key
    keyGen.init(64);
// ok: rules.java.short-key
    keyPairGenerator.initialize(3072);
// ok: rules.java.short-key
    keyGen.init(256);
  }
}
