async fn a(req: HttpRequest) -> String {
// ruleid: rules.rust.panic-on-request
  let id = req.headers().get("x-id").unwrap();
// ruleid: rules.rust.panic-on-request
  let n = req.match_info().get("n").unwrap();
// ruleid: rules.rust.panic-on-request
  let m = text.parse::<u32>().expect("number");
// ok: rules.rust.panic-on-request
  let o = req.headers().get("x-id");
// ok: rules.rust.panic-on-request
  let p = config.name.unwrap();
}
