package p
func f(w http.ResponseWriter, r *http.Request) {
  target := r.URL.Query().Get("url")
// ruleid: rules.go.request-url-fetched
  resp, _ := http.Get(target)
// ruleid: rules.go.request-url-fetched
  x, _ := http.Head(r.FormValue("u"))
}
func g() {
// ruleid: rules.go.request-url-fetched
  resp, _ := http.Get(os.Getenv("URL"))
// ok: rules.go.request-url-fetched
  y, _ := http.Get("https://api.example.com")
}
func h(u string) {
// ok: rules.go.request-url-fetched
  z, _ := http.Get(u)
}
