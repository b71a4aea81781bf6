package p
func HashPassword(p string) string {
// ruleid: rules.go.weak-password-hash
  h := md5.New()
  return string(h.Sum(nil))
}
func g() {
// ruleid: rules.go.weak-password-hash
  s := sha1.Sum([]byte(password))
// ruleid: rules.go.weak-password-hash
  b, _ := bcrypt.GenerateFromPassword(p, bcrypt.MinCost)
// ok: rules.go.weak-password-hash
  c, _ := bcrypt.GenerateFromPassword(p, bcrypt.DefaultCost)
// ok: rules.go.weak-password-hash
  e := sha256.Sum256(body)
}
