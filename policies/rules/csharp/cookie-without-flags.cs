class A {
  void F() {
// ruleid: rules.csharp.cookie-without-flags
    var o = new CookieOptions { HttpOnly = false };
// ruleid: rules.csharp.cookie-without-flags
    cookie.Secure = false;
// ruleid: rules.csharp.cookie-without-flags
    options.Cookie.SecurePolicy = CookieSecurePolicy.None;
// ok: rules.csharp.cookie-without-flags
    var p = new CookieOptions { HttpOnly = true, Secure = true };
// ok: rules.csharp.cookie-without-flags
    options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
  }
}
