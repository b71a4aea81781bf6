package p
func f() {
// ruleid: rules.go.weak-hash
  h := md5.New()
// ruleid: rules.go.weak-hash
  s := sha1.Sum(data)
// ruleid: rules.go.weak-hash
  m := md5.Sum([]byte(text))
// ok: rules.go.weak-hash
  h2 := sha256.New()
// ok: rules.go.weak-hash
  s2 := sha512.Sum512(data)
}
