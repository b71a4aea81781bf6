class A {
  void F() {
// ruleid: rules.csharp.jwt-checks-off
    var p = new TokenValidationParameters { ValidateLifetime = false };
// ruleid: rules.csharp.jwt-checks-off
    parameters.RequireSignedTokens = false;
    var q = new TokenValidationParameters {
// ruleid: rules.csharp.jwt-checks-off
      ValidateIssuerSigningKey = false,
    };
// ok: rules.csharp.jwt-checks-off
    var r = new TokenValidationParameters { ValidateLifetime = true };
// ok: rules.csharp.jwt-checks-off
    options.ValidateOnParse = false;
  }
}
