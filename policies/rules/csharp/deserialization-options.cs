class A {
  void F() {
// ruleid: rules.csharp.deserialization-options
    provider.TypeFilterLevel = TypeFilterLevel.Full;
// ruleid: rules.csharp.deserialization-options
    var s = new JavaScriptSerializer(resolver);
// ruleid: rules.csharp.deserialization-options
    var x = new XmlSerializer(Type.GetType(name));
// ok: rules.csharp.deserialization-options
    var t = new JavaScriptSerializer();
// ok: rules.csharp.deserialization-options
    var y = new XmlSerializer(typeof(Dto));
  }
}
