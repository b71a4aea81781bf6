fn f() {
// ruleid: rules.rust.weak-tls
  builder.min_tls_version(reqwest::tls::Version::TLS_1_0);
// ruleid: rules.rust.weak-tls
  connector.min_protocol_version(Some(Protocol::Tlsv10));
// ruleid: rules.rust.weak-tls
  context.set_min_proto_version(Some(SslVersion::TLS1));
// ok: rules.rust.weak-tls
  builder.min_tls_version(reqwest::tls::Version::TLS_1_2);
// ok: rules.rust.weak-tls
  connector.min_protocol_version(Some(Protocol::Tlsv12));
}
