package p
func f(w http.ResponseWriter, r *http.Request) {
  target := r.URL.Query().Get("next")
// ruleid: rules.go.open-redirect
  http.Redirect(w, r, target, http.StatusFound)
// ruleid: rules.go.open-redirect
  http.Redirect(w, r, r.FormValue("url"), 302)
}
func g(c *gin.Context) {
// ruleid: rules.go.open-redirect
  c.Redirect(302, c.Query("next"))
// ok: rules.go.open-redirect
  c.Redirect(302, "/home")
}
func h(w http.ResponseWriter, r *http.Request) {
// ok: rules.go.open-redirect
  http.Redirect(w, r, "/login", http.StatusFound)
}
