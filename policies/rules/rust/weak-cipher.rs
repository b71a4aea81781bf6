fn f() {
// ruleid: rules.rust.weak-cipher
  let a = encrypt(Cipher::des_cbc(), &key, Some(&iv), data);
// ruleid: rules.rust.weak-cipher
  let b = Cipher::aes_128_ecb();
// ruleid: rules.rust.weak-cipher
  let c = Rc4::new(&key);
// ok: rules.rust.weak-cipher
  let d = Cipher::aes_256_gcm();
// ok: rules.rust.weak-cipher
  let e = Aes256Gcm::new(&key);
}
