object A {
// ruleid: rules.scala.cors-any-origin
  Ok(x).withHeaders("Access-Control-Allow-Origin" -> "*")
// ruleid: rules.scala.cors-any-origin
  val c = CORS.policy.withAllowOriginAll
// ruleid: rules.scala.cors-any-origin
  respondWithHeader(RawHeader("Access-Control-Allow-Origin", "*"))
// ok: rules.scala.cors-any-origin
  Ok(x).withHeaders("Access-Control-Allow-Origin" -> "https://app.example.com")
// ok: rules.scala.cors-any-origin
  val d = CORS.policy.withAllowOriginHost(hosts)
}
