package web

func page(w http.ResponseWriter, r *http.Request) {
	// ruleid: flow.go.xpath
	xmlquery.Find(doc, "//user[@name='"+r.FormValue("name")+"']")
	path := fmt.Sprintf("//user[@id='%s']", r.FormValue("id"))
	// ruleid: flow.go.xpath
	xmlquery.FindOne(doc, path)
	// ruleid: flow.go.xpath
	xpath.Compile("//" + r.FormValue("tag") + "/text()")
	// ok: flow.go.xpath
	xmlquery.Find(doc, "//user")
	n, _ := strconv.Atoi(r.FormValue("n"))
	// ok: flow.go.xpath
	xmlquery.Find(doc, fmt.Sprintf("//user[%d]", n))
}
