fn f(given: &[u8]) -> bool {
// ruleid: rules.rust.timing-compare
  if hmac == given { return true; }
// ruleid: rules.rust.timing-compare
  if token != expected_token { return false; }
// ruleid: rules.rust.timing-compare
  given == self.api_key
// ok: rules.rust.timing-compare
  given == magic
}
fn g(given: &[u8]) -> bool {
// ok: rules.rust.timing-compare
  hmac.ct_eq(given).into()
}
