fn f() {
// ruleid: rules.rust.fixed-session-key
  let a = CookieSessionStore::default(); let key = Key::from(&[0; 64]);
// ruleid: rules.rust.fixed-session-key
  let b = cookie::Key::derive_from(b"some long text that everybody can read here");
// ruleid: rules.rust.fixed-session-key
  let c = Key::from("0123456789012345678901234567890123456789012345678901234567890123".as_bytes());
// ok: rules.rust.fixed-session-key
  let d = Key::from(secret.as_bytes());
// ok: rules.rust.fixed-session-key
  let e = Key::generate();
}
