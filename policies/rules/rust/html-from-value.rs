async fn f(Path(name): Path<String>) -> Html<String> {
// ruleid: rules.rust.html-from-value
  Html(format!("<h1>Hello {}</h1>", name))
}
fn g(name: &str) {
// ruleid: rules.rust.html-from-value
  HttpResponse::Ok().content_type("text/html").body(format!("<b>{}</b>", name));
// ruleid: rules.rust.html-from-value
  let n = PreEscaped(comment);
// ruleid: rules.rust.html-from-value
  warp::reply::html(format!("<p>{}</p>", name));
// ok: rules.rust.html-from-value
  Html(format!("<h1>{}</h1>", html_escape::encode_text(name)));
// ok: rules.rust.html-from-value
  HttpResponse::Ok().body(format!("id {}", name));
}
