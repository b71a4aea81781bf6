fun f(input: InputStream) {
// ruleid: rules.kotlin.unsafe-deserialization
    val o = ObjectInputStream(input)
// ruleid: rules.kotlin.unsafe-deserialization
    mapper.enableDefaultTyping()
// ruleid: rules.kotlin.unsafe-deserialization
    val y = Yaml().load<Any>(text)
// ok: rules.kotlin.unsafe-deserialization
    val d = Json.decodeFromString<Dto>(text)
// ok: rules.kotlin.unsafe-deserialization
    val e = mapper.readValue(text, Dto::class.java)
}
