fn f() {
// ruleid: rules.rust.jwt-claims-unchecked
  validation.validate_exp = false;
// ruleid: rules.rust.jwt-claims-unchecked
  validation.validate_aud = false;
// ruleid: rules.rust.jwt-claims-unchecked
  let v = Validation { validate_exp: false, ..Validation::default() };
// ok: rules.rust.jwt-claims-unchecked
  validation.validate_exp = true;
// ok: rules.rust.jwt-claims-unchecked
  validation.leeway = 5;
}
