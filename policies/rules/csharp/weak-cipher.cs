class A {
  void F() {
// ruleid: rules.csharp.weak-cipher
    var d = DES.Create();
// ruleid: rules.csharp.weak-cipher
    var t = new TripleDESCryptoServiceProvider();
// ruleid: rules.csharp.weak-cipher
    aes.Mode = CipherMode.ECB;
// ok: rules.csharp.weak-cipher
    var a = Aes.Create();
// ok: rules.csharp.weak-cipher
    aes.Mode = CipherMode.CBC;
  }
}
