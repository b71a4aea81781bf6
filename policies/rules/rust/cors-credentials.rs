fn f() {
// ruleid: rules.rust.cors-credentials
  let cors = CorsLayer::very_permissive();
// ruleid: rules.rust.cors-credentials
  let other = CorsLayer::new().allow_origin(AllowOrigin::mirror_request()).allow_credentials(true);
// ruleid: rules.rust.cors-credentials
  let actix = Cors::default().allow_any_origin().supports_credentials();
// ok: rules.rust.cors-credentials
  let safe = CorsLayer::new().allow_origin(origin).allow_credentials(true);
// ok: rules.rust.cors-credentials
  let fine = Cors::default().allowed_origin("https://app.example").supports_credentials();
}
