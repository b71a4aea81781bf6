object A {
// ruleid: rules.scala.sql-built
  val q = s"SELECT * FROM users WHERE name = '$name'"
// ruleid: rules.scala.sql-built
  val r = sql"SELECT * FROM users WHERE name = '#$name'"
// ruleid: rules.scala.sql-built
  stmt.executeQuery("SELECT * FROM users WHERE id = " + id)
// ok: rules.scala.sql-built
  val ok = sql"SELECT * FROM users WHERE name = $name"
// ok: rules.scala.sql-built
  val t = s"Please select $x"
}
