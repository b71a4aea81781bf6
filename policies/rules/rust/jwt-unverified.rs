fn f(token: &str) {
  let mut validation = Validation::default();
// ruleid: rules.rust.jwt-unverified
  validation.insecure_disable_signature_validation();
// ruleid: rules.rust.jwt-unverified
  let claims = dangerous_insecure_decode::<Claims>(token);
// ruleid: rules.rust.jwt-unverified
  let other = jsonwebtoken::dangerous::insecure_decode::<Claims>(token);
// ok: rules.rust.jwt-unverified
  let safe = decode::<Claims>(token, &key, &Validation::new(Algorithm::HS256));
// ok: rules.rust.jwt-unverified
  let header = decode_header(token);
}
