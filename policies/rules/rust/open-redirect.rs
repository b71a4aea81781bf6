async fn a(Query(params): Query<Params>) -> Redirect {
// ruleid: rules.rust.open-redirect
  Redirect::to(&params.next)
}
async fn b(Form(form): Form<Login>) -> Redirect {
// ruleid: rules.rust.open-redirect
  return Redirect::temporary(&form.return_to);
}
async fn c(query: web::Query<Params>) -> HttpResponse {
// ruleid: rules.rust.open-redirect
  HttpResponse::Found().append_header((LOCATION, query.url.clone())).finish()
}
async fn d(Query(params): Query<Params>) -> Redirect {
  if !params.next.starts_with("/home") { return Redirect::to("/"); }
// ok: rules.rust.open-redirect
  Redirect::to(&params.next)
}
async fn e() -> Redirect {
// ok: rules.rust.open-redirect
  Redirect::to("/home")
}
