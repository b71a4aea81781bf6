class A {
  Object f(InputStream in) throws Exception {
    ObjectInputStream ois = new ObjectInputStream(in);
// ruleid: rules.java.unsafe-deserialization
    Object o = ois.readObject();
// ruleid: rules.java.unsafe-deserialization
    Object d = new XMLDecoder(in).readObject();
// ruleid: rules.java.unsafe-deserialization
    mapper.enableDefaultTyping();
// ruleid: rules.java.unsafe-deserialization
    Object y = new Yaml().load(text);
// ok: rules.java.unsafe-deserialization
    Dto dto = new ObjectMapper().readValue(text, Dto.class);
// ok: rules.java.unsafe-deserialization
    Object s = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    return o;
  }
}
// ok: rules.java.unsafe-deserialization
static Day readExternal(ObjectInput in) { return (Day) in.readObject(); }
