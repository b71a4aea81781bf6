package p
func f() {
  var a uint32 = math.MaxUint32
// ruleid: rules.go.integer-truncated
  b := int32(a)
  fmt.Println(b)
}
func g() {
  n, err := strconv.Atoi(text)
// ruleid: rules.go.integer-truncated
  v := int32(n)
  use(v)
}
func h(x uint64) int64 {
// ruleid: rules.go.integer-truncated
  return int64(x)
}
func k() {
  n, _ := strconv.Atoi(text)
  if n > math.MaxInt32 {
    return
  }
// ok: rules.go.integer-truncated
  v := int32(n)
// ok: rules.go.integer-truncated
  use(len(v))
}
