package p
func f(host string) {
// ruleid: rules.go.command-built
  exec.Command("sh", "-c", "ping -c 1 "+host).Run()
// ruleid: rules.go.command-built
  out, err := exec.CommandContext(ctx, "bash", "-c", line).Output()
// ruleid: rules.go.command-built
  exec.Command("/bin/sh", "-c", fmt.Sprintf("ls %s", dir))
// ok: rules.go.command-built
  exec.Command("ping", "-c", "1", host).Run()
// ok: rules.go.command-built
  exec.Command("sh", "-c", "ls -la")
}
