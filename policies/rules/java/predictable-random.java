class A {
// ruleid: rules.java.predictable-random
  private final Random tokenSource = new Random();
  String resetToken() {
// ruleid: rules.java.predictable-random
    int n = new java.util.Random().nextInt();
// ruleid: rules.java.predictable-random
    String sessionId = RandomStringUtils.randomAlphanumeric(32);
// ruleid: rules.java.predictable-random
    return "" + Math.random();
  }
  void g() {
// ok: rules.java.predictable-random
    Random shuffle = new Random();
// ok: rules.java.predictable-random
    SecureRandom token = new SecureRandom();
// ok: rules.java.predictable-random
    double x = Math.random();
  }
}
