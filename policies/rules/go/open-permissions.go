package p
func f() {
// ruleid: rules.go.open-permissions
  os.Mkdir("/data", 0777)
// ruleid: rules.go.open-permissions
  os.OpenFile("x", os.O_CREATE, 0666)
// ruleid: rules.go.open-permissions
  os.Chmod(path, 0o777)
// ok: rules.go.open-permissions
  os.Mkdir("/data", 0750)
// ok: rules.go.open-permissions
  os.WriteFile("x", data, 0600)
}
