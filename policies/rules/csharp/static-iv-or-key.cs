class A {
  void F() {
// ruleid: rules.csharp.static-iv-or-key
    aes.Key = Encoding.UTF8.GetBytes("0123456789abcdef");
// ruleid: rules.csharp.static-iv-or-key
    aes.IV = new byte[16];
// ruleid: rules.csharp.static-iv-or-key
    var e = aes.CreateEncryptor(key, new byte[] { 1, 2, 3 });
// ok: rules.csharp.static-iv-or-key
    aes.Key = key;
// ok: rules.csharp.static-iv-or-key
    aes.GenerateIV();
  }
}
