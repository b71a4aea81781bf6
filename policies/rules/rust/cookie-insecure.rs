fn f(id: String) {
// ruleid: rules.rust.cookie-insecure
  let a = Cookie::build(("session", id)).secure(false).http_only(true).finish();
// ruleid: rules.rust.cookie-insecure
  let b = SessionManagerLayer::new(store).with_secure(false);
// ruleid: rules.rust.cookie-insecure
  cookie.set_http_only(false);
// ok: rules.rust.cookie-insecure
  let c = Cookie::build(("session", id)).secure(true).http_only(true).build();
// ok: rules.rust.cookie-insecure
  cookie.set_secure(true);
}
