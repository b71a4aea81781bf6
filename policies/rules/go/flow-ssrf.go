package web

func page(w http.ResponseWriter, r *http.Request) {
	// ruleid: flow.go.ssrf
	http.Get(r.FormValue("url"))
	target := "https://" + r.FormValue("host") + "/status"
	// ruleid: flow.go.ssrf
	http.Get(target)
	// ruleid: flow.go.ssrf
	http.NewRequest("GET", r.URL.Query().Get("callback"), nil)
	// ok: flow.go.ssrf
	http.Get("https://api.example.com/users/" + r.FormValue("id"))
	// ok: flow.go.ssrf
	http.Get("https://api.example.com/status")
}
