package web

func page(w http.ResponseWriter, r *http.Request) {
	// ruleid: flow.go.path
	os.ReadFile("files/" + r.FormValue("name"))
	file := filepath.Join("files", r.URL.Query().Get("file"))
	// ruleid: flow.go.path
	os.Open(file)
	// ruleid: flow.go.path
	http.ServeFile(w, r, r.FormValue("page"))
	// ok: flow.go.path
	os.ReadFile("files/" + filepath.Base(r.FormValue("name")))
	// ok: flow.go.path
	os.Open("settings.json")
	local := r.FormValue("local")
	if !filepath.IsLocal(local) {
		return
	}
	// ok: flow.go.path
	os.Open(filepath.Join("files", local))
}
