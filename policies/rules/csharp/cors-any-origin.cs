class A {
  void F() {
// ruleid: rules.csharp.cors-any-origin
    builder.AllowAnyOrigin();
// ruleid: rules.csharp.cors-any-origin
    policy.WithOrigins("*");
// ruleid: rules.csharp.cors-any-origin
    Response.Headers.Add("Access-Control-Allow-Origin", "*");
// ruleid: rules.csharp.cors-any-origin
    policy.SetIsOriginAllowed(origin => true);
// ok: rules.csharp.cors-any-origin
    policy.WithOrigins("https://app.example.com");
// ok: rules.csharp.cors-any-origin
    Response.Headers.Add("X-Frame-Options", "DENY");
  }
}
