fn f() {
// ruleid: rules.rust.tls-unverified
  let client = reqwest::Client::builder().danger_accept_invalid_certs(true).build();
// ruleid: rules.rust.tls-unverified
  builder.danger_accept_invalid_hostnames(true);
// ruleid: rules.rust.tls-unverified
  connector.set_verify(SslVerifyMode::NONE);
// ok: rules.rust.tls-unverified
  let client = reqwest::Client::builder().build();
// ok: rules.rust.tls-unverified
  builder.danger_accept_invalid_certs(false);
// ok: rules.rust.tls-unverified
  connector.set_verify(SslVerifyMode::PEER);
}
