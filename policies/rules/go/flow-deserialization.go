package web

var file, _ = os.Open("state.bin")

func page(w http.ResponseWriter, r *http.Request) {
	// ruleid: flow.go.deserialization
	gob.NewDecoder(r.Body).Decode(&value)
	body := r.Body
	// ruleid: flow.go.deserialization
	gob.NewDecoder(body).Decode(&value)
	// ruleid: flow.go.deserialization
	gob.NewDecoder(strings.NewReader(r.FormValue("state"))).Decode(&value)
	// ok: flow.go.deserialization
	json.NewDecoder(r.Body).Decode(&value)
	// ok: flow.go.deserialization
	gob.NewDecoder(file).Decode(&value)
}
