package p
func f(w http.ResponseWriter, r *http.Request) {
// ruleid: rules.go.response-from-request
  fmt.Fprintf(w, "<h1>Hello %s</h1>", r.FormValue("name"))
// ruleid: rules.go.response-from-request
  h := template.HTML(body)
  data := r.FormValue("data")
// ruleid: rules.go.response-from-request
  w.Write([]byte(data))
// ok: rules.go.response-from-request
  fmt.Fprintf(w, "Hello %s", template.HTMLEscapeString(r.FormValue("name")))
// ok: rules.go.response-from-request
  fmt.Println(r.FormValue("name"))
}
