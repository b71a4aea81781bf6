package web

func page(w http.ResponseWriter, r *http.Request) {
	// ruleid: flow.go.redirect
	http.Redirect(w, r, r.FormValue("next"), http.StatusFound)
	to := r.URL.Query().Get("to")
	// ruleid: flow.go.redirect
	http.Redirect(w, r, to, http.StatusFound)
	// ruleid: flow.go.redirect
	http.Redirect(w, r, "https://"+r.FormValue("host"), http.StatusFound)
	// ok: flow.go.redirect
	http.Redirect(w, r, "/users/"+r.FormValue("id"), http.StatusFound)
	// ok: flow.go.redirect
	http.Redirect(w, r, "/login", http.StatusFound)
}
