package web

func page(w http.ResponseWriter, r *http.Request) {
	// ruleid: flow.go.xss
	fmt.Fprintf(w, "<h1>%s</h1>", r.FormValue("name"))
	page := "<p>" + r.URL.Query().Get("q") + "</p>"
	// ruleid: flow.go.xss
	w.Write([]byte(page))
	// ruleid: flow.go.xss
	out := template.HTML(r.FormValue("body"))
	// ok: flow.go.xss
	fmt.Fprintf(w, "<h1>%s</h1>", html.EscapeString(r.FormValue("name")))
	// ok: flow.go.xss
	fmt.Fprintf(w, "<h1>welcome</h1>")
}
