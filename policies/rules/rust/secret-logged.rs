fn f(user: &str, password: &str) {
// ruleid: rules.rust.secret-logged
  println!("user {} password {}", user, password);
// ruleid: rules.rust.secret-logged
  tracing::info!("key {api_key}");
// ruleid: rules.rust.secret-logged
  debug!("token {}", config.access_token);
// ok: rules.rust.secret-logged
  println!("user {}", user);
// ok: rules.rust.secret-logged
  error!("password is wrong for {}", user);
}
