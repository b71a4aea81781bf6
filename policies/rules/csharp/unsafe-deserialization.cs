class A {
  void F() {
// ruleid: rules.csharp.unsafe-deserialization
    var f = new BinaryFormatter();
// ruleid: rules.csharp.unsafe-deserialization
    var s = new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All };
// ruleid: rules.csharp.unsafe-deserialization
    var n = new NetDataContractSerializer();
// ok: rules.csharp.unsafe-deserialization
    var d = JsonSerializer.Deserialize<Dto>(text);
// ok: rules.csharp.unsafe-deserialization
    var t = new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.None };
  }
}
