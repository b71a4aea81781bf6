class A {
  void F(string password) {
// ruleid: rules.csharp.weak-hash
  using var md5 = MD5.Create();
    return md5.ComputeHash(password);
  }
// ruleid: rules.csharp.weak-hash
string SessionToken() { return Hex(System.Security.Cryptography.SHA1.HashData(data)); }
  byte[] Sign(byte[] secret) {
// ruleid: rules.csharp.weak-hash
  var s = new SHA1Managed();
    return s.ComputeHash(secret);
  }
  string Etag(byte[] data) {
// ok: rules.csharp.weak-hash
  return Hex(MD5.HashData(data));
  }
  byte[] Good(string password) {
// ok: rules.csharp.weak-hash
  return SHA256.HashData(password);
  }
}
