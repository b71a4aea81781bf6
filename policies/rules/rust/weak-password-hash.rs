fn f(password: &str) {
// ruleid: rules.rust.weak-password-hash
  let a = md5::compute(password);
// ruleid: rules.rust.weak-password-hash
  let b = Sha256::digest(password.as_bytes());
// ruleid: rules.rust.weak-password-hash
  let h = format!("{:x}", md5::compute(form.password.as_bytes()));
  let mut hasher = Sha512::new();
// ruleid: rules.rust.weak-password-hash
  hasher.update(password.as_bytes());
// ok: rules.rust.weak-password-hash
  hasher.update(data);
// ok: rules.rust.weak-password-hash
  let c = Sha256::digest(message);
}
