package store

func quoted(values []string) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = "'" + v + "'"
	}
	return strings.Join(out, ",")
}

func find(db *sql.DB, f Filter) {
	q := "SELECT id FROM items WHERE owner = ?"
	// ruleid: rules.go.sql-quoted-by-hand
	q += fmt.Sprintf(" AND state IN (%s)", quoted(f.States))
	// ruleid: rules.go.sql-quoted-by-hand
	q += " AND kind IN (" + quoted(f.Kinds) + ")"
	// ruleid: rules.go.sql-quoted-by-hand
	fmt.Fprintf(&b, "INSERT INTO items (state) VALUES (%s)", quoted(f.States))
	// ok: rules.go.sql-quoted-by-hand
	q += fmt.Sprintf(" AND kind IN (%s)", placeholders(len(f.Kinds)))
	// ok: rules.go.sql-quoted-by-hand
	log.Println("'" + f.Name + "'")
}
// --- case
package store

func find(db *sql.DB, f Filter) {
	// ok: rules.go.sql-quoted-by-hand
	q := fmt.Sprintf("SELECT id FROM items WHERE state IN (%s)", strings.Join(holes, ","))
}
