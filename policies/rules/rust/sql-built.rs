async fn f(id: &str) {
// ruleid: rules.rust.sql-built
  sqlx::query(&format!("SELECT * FROM users WHERE id = '{}'", id)).fetch_one(&pool).await;
// ruleid: rules.rust.sql-built
  let q = format!("DELETE FROM users WHERE name = '{name}'");
// ruleid: rules.rust.sql-built
  let r = "SELECT * FROM users WHERE name = '".to_string() + &name;
// ok: rules.rust.sql-built
  sqlx::query("SELECT * FROM users WHERE id = $1").bind(id);
// ok: rules.rust.sql-built
  let s = format!("SELECT * FROM {}", table);
// ok: rules.rust.sql-built
  println!("selected {} from the list", id);
}
