class A {
  void F() {
// ruleid: rules.csharp.listener-on-every-name
    listener.Prefixes.Add("http://*:8080/");
// ruleid: rules.csharp.listener-on-every-name
    l.Prefixes.Add("http://+:80/");
// ruleid: rules.csharp.listener-on-every-name
    l.Prefixes.Add("https://*.com:8080");
// ok: rules.csharp.listener-on-every-name
    listener.Prefixes.Add("http://localhost:8080/");
// ok: rules.csharp.listener-on-every-name
    list.Add("http://*:8080/");
  }
}
