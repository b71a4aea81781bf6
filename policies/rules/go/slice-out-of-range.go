package p
func f() {
  s := make([]byte, 0)
// ruleid: rules.go.slice-out-of-range
  fmt.Println(s[:3])
// ruleid: rules.go.slice-out-of-range
  fmt.Println(s[3:])
  t := []int{}
// ruleid: rules.go.slice-out-of-range
  fmt.Println(t[1])
}
func g() {
  s := make([]byte, 0)
  if len(s) > 3 {
// ok: rules.go.slice-out-of-range
    fmt.Println(s[3:])
  }
}
func h(s []byte) {
// ok: rules.go.slice-out-of-range
  fmt.Println(s[3:])
}
