const API_KEY: &str = env!("API_KEY");
fn f() {
// ruleid: rules.rust.secret-in-code
  let password = "Tr0ub4dor";
// ruleid: rules.rust.secret-in-code
  let api_key = String::from("4f9d2c7ab1");
// ruleid: rules.rust.secret-in-code
  const SIGNING_KEY: &[u8] = b"super_long_signing_key";
// ruleid: rules.rust.secret-in-code
  client.get(url).basic_auth("admin", Some("Tr0ub4dor"));
// ok: rules.rust.secret-in-code
  let password = std::env::var("APP_PASSWORD").unwrap();
// ok: rules.rust.secret-in-code
  let token_name = "x-token";
}
