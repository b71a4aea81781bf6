package web

func page(w http.ResponseWriter, r *http.Request) {
	// ruleid: flow.go.regex
	regexp.MustCompile(r.FormValue("pattern"))
	pattern := "^" + r.FormValue("word") + "$"
	// ruleid: flow.go.regex
	regexp.Compile(pattern)
	// ruleid: flow.go.regex
	regexp.MatchString(r.FormValue("pattern"), "text")
	// ok: flow.go.regex
	regexp.MustCompile("^a+$")
	// ok: flow.go.regex
	regexp.Compile(regexp.QuoteMeta(r.FormValue("word")))
}
