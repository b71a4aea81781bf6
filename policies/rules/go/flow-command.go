package web

func page(w http.ResponseWriter, r *http.Request) {
	// ruleid: flow.go.command
	exec.Command("sh", "-c", "ping "+r.FormValue("host")).Run()
	name := r.URL.Query().Get("program")
	// ruleid: flow.go.command
	exec.Command(name).Run()
	line := fmt.Sprintf("tar cf %s", r.FormValue("file"))
	// ruleid: flow.go.command
	exec.CommandContext(ctx, "bash", "-c", line).Run()
	// ok: flow.go.command
	exec.Command("ls", "-l").Run()
	script := "ls -l"
	// ok: flow.go.command
	exec.Command("sh", "-c", script).Run()
}
