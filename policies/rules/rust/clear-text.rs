async fn f() {
// ruleid: rules.rust.clear-text
  let a = tokio_postgres::connect(&url, NoTls).await;
// ruleid: rules.rust.clear-text
  let b = reqwest::get("http://example.org/update").await;
// ruleid: rules.rust.clear-text
  let c = SmtpTransport::builder_dangerous("mail.example.org").build();
// ok: rules.rust.clear-text
  let d = reqwest::get("https://example.org/update").await;
// ok: rules.rust.clear-text
  let e = reqwest::get("http://localhost:8080/").await;
}
