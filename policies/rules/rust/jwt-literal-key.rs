fn f() {
// ruleid: rules.rust.jwt-literal-key
  let key = EncodingKey::from_secret("secret".as_ref());
// ruleid: rules.rust.jwt-literal-key
  let other = DecodingKey::from_secret(b"secret");
// ruleid: rules.rust.jwt-literal-key
  let mac = Hmac::<Sha256>::new_from_slice(b"my key");
// ok: rules.rust.jwt-literal-key
  let safe = EncodingKey::from_secret(secret.as_bytes());
// ok: rules.rust.jwt-literal-key
  let public = DecodingKey::from_rsa_pem(pem);
}
