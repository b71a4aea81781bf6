package web

func page(w http.ResponseWriter, r *http.Request) {
	// ruleid: flow.go.reflection
	reflect.ValueOf(service).MethodByName(r.FormValue("method")).Call(nil)
	name := r.FormValue("field")
	// ruleid: flow.go.reflection
	v.FieldByName(name)
	// ruleid: flow.go.reflection
	p.Lookup(r.FormValue("symbol"))
	// ok: flow.go.reflection
	reflect.ValueOf(service).MethodByName("List").Call(nil)
	// ok: flow.go.reflection
	v.FieldByName("Name")
}
