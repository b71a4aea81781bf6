fn f(e: sqlx::Error) {
// ruleid: rules.rust.error-in-response
  let a = (StatusCode::INTERNAL_SERVER_ERROR, e.to_string());
// ruleid: rules.rust.error-in-response
  let b = HttpResponse::InternalServerError().body(format!("failed: {:?}", e));
// ruleid: rules.rust.error-in-response
  let c = (StatusCode::INTERNAL_SERVER_ERROR, format!("database: {e}"));
// ok: rules.rust.error-in-response
  let d = (StatusCode::INTERNAL_SERVER_ERROR, "internal error".to_string());
// ok: rules.rust.error-in-response
  let g = (StatusCode::BAD_REQUEST, e.to_string());
}
