package p
func f() {
// ruleid: rules.go.short-key
  k, _ := rsa.GenerateKey(rand.Reader, 1024)
// ruleid: rules.go.short-key
  l, _ := rsa.GenerateKey(rand.Reader, 512)
// ruleid: rules.go.short-key
  m, _ := rsa.GenerateMultiPrimeKey(rand.Reader, 3, 1024)
// ok: rules.go.short-key
  n, _ := rsa.GenerateKey(rand.Reader, 3072)
// ok: rules.go.short-key
  o, _ := ecdsa.GenerateKey(c, rand.Reader)
}
