package web

func page(w http.ResponseWriter, r *http.Request) {
	// ruleid: flow.go.ldap
	ldap.NewSearchRequest("dc=x", 2, 0, 0, 0, false, fmt.Sprintf("(uid=%s)", r.FormValue("uid")), nil, nil)
	filter := "(cn=" + r.FormValue("cn") + ")"
	// ruleid: flow.go.ldap
	ldap.NewSearchRequest("dc=x", 2, 0, 0, 0, false, filter, nil, nil)
	// ruleid: flow.go.ldap
	ldap.NewSearchRequest("uid="+r.FormValue("uid")+",dc=x", 2, 0, 0, 0, false, "(a=b)", nil, nil)
	// ok: flow.go.ldap
	ldap.NewSearchRequest("dc=x", 2, 0, 0, 0, false, "(uid=root)", nil, nil)
	// ok: flow.go.ldap
	ldap.NewSearchRequest("dc=x", 2, 0, 0, 0, false, fmt.Sprintf("(uid=%s)", ldap.EscapeFilter(r.FormValue("uid"))), nil, nil)
}
