package p
func f(name string) {
// ruleid: rules.go.command-from-value
  exec.Command(name, "5").Run()
// ruleid: rules.go.command-from-value
  exec.Command("cat", os.Args[1])
// ruleid: rules.go.command-from-value
  exec.CommandContext(ctx, os.Getenv("TOOL"))
// ok: rules.go.command-from-value
  exec.Command("ls", "-la").Run()
// ok: rules.go.command-from-value
  exec.CommandContext(ctx, "ls")
}
