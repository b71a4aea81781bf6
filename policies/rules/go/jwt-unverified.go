package p
func f(raw string) {
// ruleid: rules.go.jwt-unverified
  t, _, err := new(jwt.Parser).ParseUnverified(raw, claims)
// ruleid: rules.go.jwt-unverified
  s := jwt.NewWithClaims(jwt.SigningMethodNone, claims)
// ruleid: rules.go.jwt-unverified
  k, _ := s.SignedString(jwt.UnsafeAllowNoneSignatureType)
// ok: rules.go.jwt-unverified
  t2, err := jwt.Parse(raw, keyFunc)
// ok: rules.go.jwt-unverified
  s2 := jwt.NewWithClaims(jwt.SigningMethodHS256, claims)
}
