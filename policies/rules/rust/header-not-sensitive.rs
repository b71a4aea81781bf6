fn f() {
// ruleid: rules.rust.header-not-sensitive
  headers.insert(header::AUTHORIZATION, value);
// ruleid: rules.rust.header-not-sensitive
  headers.insert("Authorization", value);
// ruleid: rules.rust.header-not-sensitive
  headers.insert(AUTHORIZATION, HeaderValue::from_str(&token).unwrap());
// ok: rules.rust.header-not-sensitive
  headers.insert(CONTENT_TYPE, value);
}
// --- case
fn g() {
  value.set_sensitive(true);
// ok: rules.rust.header-not-sensitive
  headers.insert(AUTHORIZATION, value);
}
