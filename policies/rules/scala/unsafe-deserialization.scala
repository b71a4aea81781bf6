object A {
// ruleid: rules.scala.unsafe-deserialization
  val in = new ObjectInputStream(stream)
// ruleid: rules.scala.unsafe-deserialization
  mapper.enableDefaultTyping()
// ruleid: rules.scala.unsafe-deserialization
  val x = new XStream()
// ok: rules.scala.unsafe-deserialization
  val d = Json.parse(text).as[Dto]
// ok: rules.scala.unsafe-deserialization
  val e = mapper.readValue(text, classOf[Dto])
}
