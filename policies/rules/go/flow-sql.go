package web

func remove(id string) string {
	return "DELETE FROM users WHERE id = " + id
}

func page(w http.ResponseWriter, r *http.Request) {
	// ruleid: flow.go.sql
	rows, _ := db.Query("SELECT id FROM users WHERE name = '" + r.FormValue("name") + "'")
	query := fmt.Sprintf("SELECT id FROM users WHERE id = %s", r.URL.Query().Get("id"))
	// ruleid: flow.go.sql
	db.QueryRow(query)
	// ruleid: flow.go.sql
	db.Exec(remove(r.FormValue("id")))
	// ok: flow.go.sql
	db.Query("SELECT id FROM users WHERE name = ?", r.FormValue("name"))
	id, _ := strconv.Atoi(r.FormValue("id"))
	// ok: flow.go.sql
	db.Query(fmt.Sprintf("SELECT id FROM users WHERE id = %d", id))
	table := "users"
	// ok: flow.go.sql
	db.Query("SELECT id FROM " + table)
}
