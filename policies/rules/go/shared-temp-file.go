package p
func f() {
// ruleid: rules.go.shared-temp-file
  os.Create("/tmp/demo")
// ruleid: rules.go.shared-temp-file
  ioutil.WriteFile("/tmp/x", data, 0600)
// ruleid: rules.go.shared-temp-file
  os.WriteFile("/var/tmp/x", data, 0600)
// ok: rules.go.shared-temp-file
  os.CreateTemp("", "demo-*")
// ok: rules.go.shared-temp-file
  os.Create("/data/x")
}
