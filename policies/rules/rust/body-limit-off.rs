fn f() {
// ruleid: rules.rust.body-limit-off
  let app = Router::new().layer(DefaultBodyLimit::disable());
// ruleid: rules.rust.body-limit-off
  let a = PayloadConfig::new(usize::MAX);
// ruleid: rules.rust.body-limit-off
  let b = JsonConfig::default().limit(usize::MAX);
// ok: rules.rust.body-limit-off
  let c = DefaultBodyLimit::max(1_048_576);
// ok: rules.rust.body-limit-off
  let d = PayloadConfig::new(4096);
}
