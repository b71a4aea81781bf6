class A {
  void F() {
// ruleid: rules.csharp.jwt-literal-key
    var k = new SymmetricSecurityKey(Encoding.UTF8.GetBytes("my-secret-key"));
// ruleid: rules.csharp.jwt-literal-key
    var h = new HMACSHA256(Encoding.ASCII.GetBytes("k"));
// ruleid: rules.csharp.jwt-literal-key
    var m = new SymmetricSecurityKey(Convert.FromBase64String("c2VjcmV0"));
// ok: rules.csharp.jwt-literal-key
    var n = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration["Jwt:Key"]));
// ok: rules.csharp.jwt-literal-key
    var o = new HMACSHA256(key);
  }
}
