package web

func page(w http.ResponseWriter, r *http.Request) {
	// ruleid: flow.go.log
	log.Printf("signed in: %s", r.FormValue("user"))
	who := r.URL.Query().Get("who")
	// ruleid: flow.go.log
	log.Print("seen " + who)
	// ruleid: flow.go.log
	logger.Infof("refused %s", r.FormValue("id"))
	// ok: flow.go.log
	log.Printf("started")
	// ok: flow.go.log
	log.Printf("signed in: %s", strconv.Quote(r.FormValue("user")))
}
