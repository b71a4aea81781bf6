package p
func f() {
// ruleid: rules.go.weak-tls
  c := &tls.Config{MinVersion: tls.VersionTLS10}
// ruleid: rules.go.weak-tls
  d := &tls.Config{MinVersion: tls.VersionSSL30}
// ruleid: rules.go.weak-tls
  x := []uint16{tls.TLS_RSA_WITH_RC4_128_SHA}
// ok: rules.go.weak-tls
  e := &tls.Config{MinVersion: tls.VersionTLS12}
// ok: rules.go.weak-tls
  g := &tls.Config{MinVersion: tls.VersionTLS13}
}
