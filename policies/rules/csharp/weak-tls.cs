class A {
  void F() {
// ruleid: rules.csharp.weak-tls
    ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls;
// ruleid: rules.csharp.weak-tls
    options.SslProtocols = SslProtocols.Tls11;
// ruleid: rules.csharp.weak-tls
    h.SslProtocols = SslProtocols.Ssl3 | SslProtocols.Tls12;
// ok: rules.csharp.weak-tls
    options.SslProtocols = SslProtocols.Tls12;
// ok: rules.csharp.weak-tls
    ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls13;
  }
}
