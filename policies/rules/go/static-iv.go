package p
func f() {
// ruleid: rules.go.static-iv
  s := cipher.NewCTR(block, []byte("0123456789abcdef"))
// ruleid: rules.go.static-iv
  out := gcm.Seal(nil, []byte("fixed nonce!"), data, nil)
// ruleid: rules.go.static-iv
  m := cipher.NewCBCEncrypter(block, []byte{1, 2, 3, 4})
// ok: rules.go.static-iv
  t := cipher.NewCTR(block, random)
// ok: rules.go.static-iv
  o := gcm.Seal(nil, fresh, data, nil)
}
