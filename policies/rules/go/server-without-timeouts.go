package p
func f() {
// ruleid: rules.go.server-without-timeouts
  s := &http.Server{Addr: ":8080"}
// ruleid: rules.go.server-without-timeouts
  http.ListenAndServe(":8080", nil)
// ruleid: rules.go.server-without-timeouts
  http.Serve(l, h)
// ok: rules.go.server-without-timeouts
  t := &http.Server{Addr: ":8080", ReadHeaderTimeout: time.Second}
// ok: rules.go.server-without-timeouts
  s.ListenAndServe()
}
