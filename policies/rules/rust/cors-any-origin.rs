fn f() {
// ruleid: rules.rust.cors-any-origin
  let cors = CorsLayer::permissive();
// ruleid: rules.rust.cors-any-origin
  let other = CorsLayer::new().allow_origin(Any);
// ruleid: rules.rust.cors-any-origin
  let actix = Cors::default().allow_any_origin();
// ok: rules.rust.cors-any-origin
  let safe = CorsLayer::new().allow_origin("https://app.example".parse::<HeaderValue>().unwrap());
// ok: rules.rust.cors-any-origin
  let safer = Cors::default().allowed_origin("https://app.example");
}
