fn encrypt(data: &[u8]) {
// ruleid: rules.rust.fixed-nonce-or-key
  let a = Nonce::from_slice(b"unique nonce");
// ruleid: rules.rust.fixed-nonce-or-key
  let b = Key::<Aes256Gcm>::from_slice(&[0u8; 32]);
// ruleid: rules.rust.fixed-nonce-or-key
  let iv = [0u8; 16];
// ok: rules.rust.fixed-nonce-or-key
  let c = Nonce::from_slice(&bytes);
// ok: rules.rust.fixed-nonce-or-key
  let mut nonce = [0u8; 12];
  OsRng.fill_bytes(&mut nonce);
}
