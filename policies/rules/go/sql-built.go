package p
func f(id string) {
// ruleid: rules.go.sql-built
  rows, _ := db.Query(fmt.Sprintf("SELECT * FROM users WHERE id = '%s'", id))
// ruleid: rules.go.sql-built
  q := "SELECT * FROM users WHERE name = '" + name + "'"
// ruleid: rules.go.sql-built
  tx.Where("name = '" + name + "'").First(&u)
// ok: rules.go.sql-built
  db.Query("SELECT * FROM users WHERE id = ?", id)
// ok: rules.go.sql-built
  s := fmt.Sprintf("selected %s from the list", id)
}
