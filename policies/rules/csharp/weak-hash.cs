class A {
  void F() {
// ruleid: rules.csharp.weak-hash
    using var md5 = MD5.Create();
// ruleid: rules.csharp.weak-hash
    var s = new SHA1Managed();
// ruleid: rules.csharp.weak-hash
    byte[] h = System.Security.Cryptography.SHA1.HashData(data);
// ok: rules.csharp.weak-hash
    var ok = SHA256.HashData(data);
// ok: rules.csharp.weak-hash
    using var x = SHA512.Create();
  }
}
