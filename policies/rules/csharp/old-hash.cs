class A {
  void F(Stream file) {
// ruleid: rules.csharp.old-hash
  using var md5 = MD5.Create();
// ruleid: rules.csharp.old-hash
  var s = new SHA1Managed();
// ruleid: rules.csharp.old-hash
  byte[] h = System.Security.Cryptography.SHA1.HashData(data);
// ok: rules.csharp.old-hash
  var ok = SHA256.HashData(data);
// ok: rules.csharp.old-hash
  using var x = SHA512.Create();
  }
}
