object A {
// ruleid: rules.scala.jwt-literal-key
  val t = Jwt.encode(claim, "my-secret", JwtAlgorithm.HS256)
// ruleid: rules.scala.jwt-literal-key
  val d = JwtCirce.decode(token, "my-secret", Seq(JwtAlgorithm.HS256))
// ruleid: rules.scala.jwt-literal-key
  val a = Algorithm.HMAC256("secret")
// ok: rules.scala.jwt-literal-key
  val u = Jwt.encode(claim, key, JwtAlgorithm.HS256)
// ok: rules.scala.jwt-literal-key
  val b = Algorithm.HMAC256(sys.env("JWT_SECRET"))
}
