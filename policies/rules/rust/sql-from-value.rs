fn f(query: String) {
// ruleid: rules.rust.sql-from-value
  sql_query(query).execute(connection);
// ruleid: rules.rust.sql-from-value
  diesel::sql_query(&self.query).load(connection);
// ruleid: rules.rust.sql-from-value
  sqlx::query(&query).execute(&pool);
// ok: rules.rust.sql-from-value
  sql_query("SELECT 1").execute(connection);
// ok: rules.rust.sql-from-value
  sqlx::query("SELECT 1").execute(&pool);
}
