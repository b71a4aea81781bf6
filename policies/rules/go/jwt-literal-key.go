package p
func f() {
// ruleid: rules.go.jwt-literal-key
  s, _ := token.SignedString([]byte("my-secret"))
// ruleid: rules.go.jwt-literal-key
  store := sessions.NewCookieStore([]byte("something-secret"))
  jwt.Parse(raw, func(t *jwt.Token) (interface{}, error) {
// ruleid: rules.go.jwt-literal-key
    return []byte("key"), nil
  })
// ok: rules.go.jwt-literal-key
  s2, _ := token.SignedString([]byte(os.Getenv("JWT_SECRET")))
// ok: rules.go.jwt-literal-key
  store2 := sessions.NewCookieStore(key)
}
