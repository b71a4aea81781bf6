async fn download(Path(name): Path<String>) -> Vec<u8> {
// ruleid: rules.rust.path-from-request
  std::fs::read(format!("files/{}", name)).unwrap()
}
async fn show(query: web::Query<Info>) -> impl Responder {
// ruleid: rules.rust.path-from-request
  let text = fs::read_to_string(&query.file).unwrap();
  HttpResponse::Ok().body(text)
}
async fn save(Json(payload): Json<Upload>) {
  let path = PathBuf::from("up").join(&payload.name);
// ruleid: rules.rust.path-from-request
  fs::write(path, payload.body).unwrap();
}
async fn get_file(Path(filename): Path<String>) -> Vec<u8> {
  let full = std::path::Path::new("/var/data").join(&filename);
// ruleid: rules.rust.path-from-request
  tokio::fs::read(full).await.unwrap()
}
async fn index(Query(page): Query<Page>) -> String {
// ok: rules.rust.path-from-request
  std::fs::read_to_string("templates/index.html").unwrap()
}
async fn safe(Path(name): Path<String>) -> Vec<u8> {
  let name = std::path::Path::new(&name).file_name().unwrap();
// ok: rules.rust.path-from-request
  std::fs::read(Path::new("files").join(name)).unwrap()
}
fn config(path: &str) -> String {
// ok: rules.rust.path-from-request
  std::fs::read_to_string(path).unwrap()
}
