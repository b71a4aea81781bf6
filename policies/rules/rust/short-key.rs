fn f() {
// ruleid: rules.rust.short-key
  let a = RsaPrivateKey::new(&mut rng, 1024);
// ruleid: rules.rust.short-key
  let b = Rsa::generate(1024);
// ruleid: rules.rust.short-key
  let c = Rsa::generate(512);
// ok: rules.rust.short-key
  let d = RsaPrivateKey::new(&mut rng, 3072);
// ok: rules.rust.short-key
  let e = Rsa::generate(2048);
}
