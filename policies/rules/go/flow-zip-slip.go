package web

func page(w http.ResponseWriter, r *http.Request) {
	archive, _ := zip.OpenReader("a.zip")
	for _, f := range archive.File {
		// ruleid: flow.go.zip-slip
		os.Create(filepath.Join("out", f.Name))
		target := "out/" + f.Name
		// ruleid: flow.go.zip-slip
		os.MkdirAll(target, 0o755)
	}
	head, _ := tarReader.Next()
	// ruleid: flow.go.zip-slip
	os.OpenFile("out/"+head.Name, os.O_CREATE, 0o600)
	head, _ = tarReader.Next()
	// ok: flow.go.zip-slip
	os.Create(filepath.Join("out", filepath.Base(head.Name)))
	if !filepath.IsLocal(head.Name) {
		return
	}
	// ok: flow.go.zip-slip
	os.Create(filepath.Join("out", head.Name))
}
