package p
func f() {
// ruleid: rules.go.weak-cipher
  a, _ := des.NewCipher(key)
// ruleid: rules.go.weak-cipher
  b, _ := rc4.NewCipher(key)
// ruleid: rules.go.weak-cipher
  c, _ := des.NewTripleDESCipher(key)
// ok: rules.go.weak-cipher
  d, _ := aes.NewCipher(key)
// ok: rules.go.weak-cipher
  e := desk.NewCipher(key)
}
