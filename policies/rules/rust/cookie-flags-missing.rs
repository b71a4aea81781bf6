fn f(jar: CookieJar, id: String) {
// ruleid: rules.rust.cookie-flags-missing
  let a = Cookie::build(("session", id)).path("/").finish();
// ruleid: rules.rust.cookie-flags-missing
  jar.add(Cookie::new("auth_token", id));
// ruleid: rules.rust.cookie-flags-missing
  let c = Cookie::build("sid", id).http_only(true).finish();
// ok: rules.rust.cookie-flags-missing
  jar.add(Cookie::new("theme", "dark"));
}
fn g(jar: CookieJar, id: String) {
// ok: rules.rust.cookie-flags-missing
  let d = Cookie::build(("session", id)).secure(true).http_only(true).build();
}
