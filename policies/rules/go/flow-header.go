package web

func page(w http.ResponseWriter, r *http.Request) {
	// ruleid: flow.go.header
	smtp.SendMail("h:25", auth, "a@b", to, []byte("Subject: "+r.FormValue("subject")))
	mail := []byte("To: " + r.FormValue("to") + "\r\n")
	// ruleid: flow.go.header
	smtp.SendMail("h:25", auth, "a@b", to, mail)
	head := fmt.Sprintf("Subject: %s", r.FormValue("s"))
	// ruleid: flow.go.header
	smtp.SendMail("h:25", auth, "a@b", to, []byte(head))
	// ok: flow.go.header
	smtp.SendMail("h:25", auth, "a@b", to, []byte("Subject: hello"))
	// ok: flow.go.header
	smtp.SendMail("h:25", auth, "a@b", to, []byte("Subject: "+url.QueryEscape(r.FormValue("subject"))))
}
