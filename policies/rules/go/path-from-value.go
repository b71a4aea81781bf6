package p
func f() {
  name := os.Getenv("FILE")
// ruleid: rules.go.path-from-value
  body, _ := os.ReadFile(name)
}
func g(w http.ResponseWriter, r *http.Request) {
// ruleid: rules.go.path-from-value
  os.Open(r.URL.Query().Get("file"))
}
func h(r *http.Request) {
  path := r.FormValue("name")
// ruleid: rules.go.path-from-value
  os.WriteFile(path, data, 0600)
}
func k(r *http.Request) {
  name := filepath.Base(r.FormValue("name"))
// ok: rules.go.path-from-value
  os.Open(name)
// ok: rules.go.path-from-value
  os.ReadFile("config.yml")
}
