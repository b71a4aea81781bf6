package p
func f(w http.ResponseWriter) {
// ruleid: rules.go.cors-any-origin
  w.Header().Set("Access-Control-Allow-Origin", "*")
// ruleid: rules.go.cors-any-origin
  c := cors.Options{AllowedOrigins: []string{"*"}}
// ruleid: rules.go.cors-any-origin
  u := websocket.Upgrader{CheckOrigin: func(r *http.Request) bool { return true }}
// ok: rules.go.cors-any-origin
  w.Header().Set("Access-Control-Allow-Origin", "https://app.example.com")
// ok: rules.go.cors-any-origin
  d := cors.Options{AllowedOrigins: []string{"https://app.example.com"}}
}
