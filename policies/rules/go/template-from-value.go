package p
func f(w http.ResponseWriter, r *http.Request) {
  text := r.URL.Query().Get("tmpl")
// ruleid: rules.go.template-from-value
  t, _ := template.New("page").Parse(text)
// ruleid: rules.go.template-from-value
  u, _ := template.New("page").Parse("<p>" + name + "</p>")
// ruleid: rules.go.template-from-value
  v, _ := template.New("x").Parse(r.FormValue("t"))
// ok: rules.go.template-from-value
  x, _ := template.New("page").Parse("<p>{{.Name}}</p>")
// ok: rules.go.template-from-value
  y, _ := template.ParseFiles("page.html")
}
