class A {
  void f() {
// ruleid: rules.java.jwt-literal-key
    Algorithm a = Algorithm.HMAC256("secret");
// ruleid: rules.java.jwt-literal-key
    String t = Jwts.builder().signWith(SignatureAlgorithm.HS512, "key").compact();
// ruleid: rules.java.jwt-literal-key
    SecretKey k = Keys.hmacShaKeyFor("my-very-secret-key".getBytes(StandardCharsets.UTF_8));
// ok: rules.java.jwt-literal-key
    Algorithm ok = Algorithm.HMAC256(System.getenv("JWT_SECRET"));
// ok: rules.java.jwt-literal-key
    SecretKey k2 = Keys.hmacShaKeyFor(keyBytes);
  }
}
