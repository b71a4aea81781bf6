fun f(id: String) {
// ruleid: rules.kotlin.sql-built
    db.rawQuery("SELECT * FROM users WHERE id = $id", null)
// ruleid: rules.kotlin.sql-built
    val q = "SELECT * FROM users WHERE name = '" + name + "'"
// ruleid: rules.kotlin.sql-built
    statement.executeQuery("DELETE FROM items WHERE id = ${req.id}")
// ok: rules.kotlin.sql-built
    db.rawQuery("SELECT * FROM users WHERE id = ?", arrayOf(id))
// ok: rules.kotlin.sql-built
    val t = "Please select $x"
}
