package web

func page(w http.ResponseWriter, r *http.Request) {
	// ruleid: flow.go.code
	vm.Run(r.FormValue("script"))
	text := "x = " + r.FormValue("x")
	// ruleid: flow.go.code
	vm.RunString(text)
	// ruleid: flow.go.code
	plugin.Open(r.FormValue("plugin"))
	// ok: flow.go.code
	vm.Run("1 + 1")
	// ok: flow.go.code
	plugin.Open("known.so")
}
