class A {
  void f(String token) {
// ruleid: rules.java.jwt-unverified
    DecodedJWT jwt = JWT.decode(token);
// ruleid: rules.java.jwt-unverified
    String t = JWT.create().withIssuer("x").sign(Algorithm.none());
// ruleid: rules.java.jwt-unverified
    Claims c = Jwts.parser().setSigningKey(key).parse(token);
// ruleid: rules.java.jwt-unverified
    Claims d = Jwts.parser().setSigningKey(key).parseClaimsJwt(token).getBody();
// ok: rules.java.jwt-unverified
    Claims ok = Jwts.parser().setSigningKey(key).parseClaimsJws(token).getBody();
// ok: rules.java.jwt-unverified
    DecodedJWT v = JWT.require(alg).build().verify(token);
  }
}
