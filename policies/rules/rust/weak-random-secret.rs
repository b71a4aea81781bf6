fn new_token() -> u64 {
// ruleid: rules.rust.weak-random-secret
  fastrand::u64(..)
}
fn session_id() -> String {
// ruleid: rules.rust.weak-random-secret
  let mut rng = SmallRng::from_entropy();
  text(&mut rng)
}
fn f() {
// ruleid: rules.rust.weak-random-secret
  let otp = fastrand::u32(0..1_000_000);
// ok: rules.rust.weak-random-secret
  let dice = fastrand::u32(1..7);
}
fn api_key() -> String {
// ok: rules.rust.weak-random-secret
  let mut rng = OsRng;
  text(&mut rng)
}
