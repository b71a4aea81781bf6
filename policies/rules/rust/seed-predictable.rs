fn f() {
// ruleid: rules.rust.seed-predictable
  let a = StdRng::seed_from_u64(42);
// ruleid: rules.rust.seed-predictable
  let b = ChaCha20Rng::from_seed([0u8; 32]);
// ruleid: rules.rust.seed-predictable
  let c = SmallRng::seed_from_u64(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs());
// ok: rules.rust.seed-predictable
  let d = StdRng::from_entropy();
// ok: rules.rust.seed-predictable
  let e = StdRng::seed_from_u64(seed);
}
