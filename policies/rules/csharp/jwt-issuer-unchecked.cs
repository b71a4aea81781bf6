class A {
  void F() {
// ruleid: rules.csharp.jwt-issuer-unchecked
    var p = new TokenValidationParameters { ValidateIssuer = false };
// ruleid: rules.csharp.jwt-issuer-unchecked
    parameters.ValidateAudience = false;
    var q = new TokenValidationParameters {
// ruleid: rules.csharp.jwt-issuer-unchecked
      ValidateAudience = false,
    };
// ok: rules.csharp.jwt-issuer-unchecked
    var r = new TokenValidationParameters { ValidateIssuer = true };
// ok: rules.csharp.jwt-issuer-unchecked
    parameters.ValidateAudience = isProd;
  }
}
