fun f() {
// ruleid: rules.kotlin.jwt-literal-key
    val a = Algorithm.HMAC256("secret")
// ruleid: rules.kotlin.jwt-literal-key
    val k = Keys.hmacShaKeyFor("my-secret-key".toByteArray())
// ruleid: rules.kotlin.jwt-literal-key
    builder.signWith(SignatureAlgorithm.HS512, "key")
// ok: rules.kotlin.jwt-literal-key
    val ok = Algorithm.HMAC256(System.getenv("JWT_SECRET"))
// ok: rules.kotlin.jwt-literal-key
    val m = Keys.hmacShaKeyFor(bytes)
}
