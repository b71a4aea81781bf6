package p
func f(w http.ResponseWriter) {
// ruleid: rules.go.cookie-without-flags
  c := http.Cookie{Name: "session", Value: id}
// ruleid: rules.go.cookie-without-flags
  http.SetCookie(w, &http.Cookie{Name: "sid", Value: id, HttpOnly: true})
// ruleid: rules.go.cookie-without-flags
  c.SetCookie("session", id, 3600, "/", "", false, true)
// ok: rules.go.cookie-without-flags
  d := http.Cookie{Name: "session", Value: id, HttpOnly: true, Secure: true}
// ok: rules.go.cookie-without-flags
  c.SetCookie("session", id, 3600, "/", "", true, true)
}
