async fn f() {
// ruleid: rules.rust.bound-everywhere
  let a = TcpListener::bind("0.0.0.0:8080").await;
// ruleid: rules.rust.bound-everywhere
  let b = SocketAddr::from(([0, 0, 0, 0], 3000));
// ruleid: rules.rust.bound-everywhere
  HttpServer::new(app).bind(("0.0.0.0", 8080));
// ok: rules.rust.bound-everywhere
  let c = TcpListener::bind("127.0.0.1:8080").await;
// ok: rules.rust.bound-everywhere
  let d = SocketAddr::from(([127, 0, 0, 1], 3000));
}
