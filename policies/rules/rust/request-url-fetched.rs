async fn a(Query(params): Query<Params>) -> String {
// ruleid: rules.rust.request-url-fetched
  reqwest::get(&params.url).await.unwrap().text().await.unwrap()
}
async fn b(Json(payload): Json<Hook>) {
// ruleid: rules.rust.request-url-fetched
  client.post(&payload.callback).send().await;
}
async fn c(query: web::Query<Params>) -> String {
  let url = query.url.clone();
// ruleid: rules.rust.request-url-fetched
  reqwest::get(url).await.unwrap().text().await.unwrap()
}
async fn d(Query(params): Query<Params>) -> String {
  let url = format!("https://api.example/{}", params.id);
// ok: rules.rust.request-url-fetched
  reqwest::get(&url).await.unwrap().text().await.unwrap()
}
async fn e() -> String {
// ok: rules.rust.request-url-fetched
  reqwest::get("https://api.example/").await.unwrap().text().await.unwrap()
}
