fn app() -> Router {
// ruleid: rules.rust.admin-route-open
  let a = Router::new().route("/admin/users", post(create_user));
// ruleid: rules.rust.admin-route-open
  let b = Router::new().route("/admin/users/:id", delete(remove_user));
// ruleid: rules.rust.admin-route-open
  let c = App::new().route("/admin/reset", web::post().to(reset));
// ok: rules.rust.admin-route-open
  let d = Router::new().route("/users", post(create_user));
  d
}
// --- case
fn app() -> Router {
// ok: rules.rust.admin-route-open
  Router::new().route("/admin/users", post(create_user)).route_layer(from_fn(require_admin))
}
