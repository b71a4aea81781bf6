class A {
  void F() {
// ruleid: rules.csharp.tls-unverified
    handler.ServerCertificateCustomValidationCallback = (m, c, ch, e) => true;
// ruleid: rules.csharp.tls-unverified
    ServicePointManager.ServerCertificateValidationCallback += (s, c, ch, e) => true;
// ruleid: rules.csharp.tls-unverified
    var h = new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
// ok: rules.csharp.tls-unverified
    var ok = new HttpClientHandler();
// ok: rules.csharp.tls-unverified
    handler.ServerCertificateCustomValidationCallback = Validate;
  }
}
