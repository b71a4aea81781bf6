package p
func f() {
// ruleid: rules.go.bound-everywhere
  l, _ := net.Listen("tcp", "0.0.0.0:2000")
// ruleid: rules.go.bound-everywhere
  m, _ := net.Listen("tcp", ":2000")
// ruleid: rules.go.bound-everywhere
  n, _ := tls.Listen("tcp", ":443", cfg)
// ok: rules.go.bound-everywhere
  o, _ := net.Listen("tcp", "127.0.0.1:2000")
// ok: rules.go.bound-everywhere
  p, _ := net.Listen("unix", path)
}
