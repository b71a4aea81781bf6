class A {
  void g() {
// ruleid: rules.java.random-not-cryptographic
    Random shuffle = new Random();
// ruleid: rules.java.random-not-cryptographic
    double x = Math.random();
// ruleid: rules.java.random-not-cryptographic
    int i = new java.util.Random().nextInt(5);
// ok: rules.java.random-not-cryptographic
    SecureRandom s = new SecureRandom();
// ok: rules.java.random-not-cryptographic
    java.security.SecureRandom t = new java.security.SecureRandom();
  }
}
