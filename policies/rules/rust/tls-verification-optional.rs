fn f(insecure: bool) {
// ruleid: rules.rust.tls-verification-optional
  builder.danger_accept_invalid_certs(insecure);
// ruleid: rules.rust.tls-verification-optional
  config.dangerous().set_certificate_verifier(verifier);
// ruleid: rules.rust.tls-verification-optional
  ClientConfig::builder().dangerous().with_custom_certificate_verifier(verifier);
// ok: rules.rust.tls-verification-optional
  builder.danger_accept_invalid_certs(false);
// ok: rules.rust.tls-verification-optional
  ClientConfig::builder().with_root_certificates(roots);
}
