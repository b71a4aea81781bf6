package web

const page = "<b>{{.}}</b>"

func page(w http.ResponseWriter, r *http.Request) {
	// ruleid: flow.go.template
	template.New("p").Parse(r.FormValue("page"))
	source := "<h1>" + r.FormValue("title") + "</h1>"
	// ruleid: flow.go.template
	tmpl.Parse(source)
	// ruleid: flow.go.template
	t.Parse(r.FormValue("footer"))
	// ok: flow.go.template
	template.New("p").Parse("<h1>{{.}}</h1>")
	// ok: flow.go.template
	tmpl.Execute(w, r.FormValue("title"))
	// ok: flow.go.template
	tmpl.Parse(page)
}
