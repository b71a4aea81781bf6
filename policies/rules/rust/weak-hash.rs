fn f(data: &[u8]) {
// ruleid: rules.rust.weak-hash
  let mut hasher = Md5::new();
// ruleid: rules.rust.weak-hash
  let digest = md5::compute(data);
// ruleid: rules.rust.weak-hash
  let other = MessageDigest::sha1();
// ok: rules.rust.weak-hash
  let safe = Sha256::new();
// ok: rules.rust.weak-hash
  let fine = MessageDigest::sha256();
}
