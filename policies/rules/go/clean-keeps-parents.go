package files

func first(root, name string) ([]byte, error) {
	// ruleid: rules.go.clean-keeps-parents
	return os.ReadFile(filepath.Join(root, filepath.Clean(name)))
}

func second(w http.ResponseWriter, r *http.Request) {
	// ruleid: rules.go.clean-keeps-parents
	http.ServeFile(w, r, filepath.Join("data", filepath.Clean(r.URL.Query().Get("f"))))
}

func third(s *Store, tenant, name string) string {
	// ruleid: rules.go.clean-keeps-parents
	full := path.Join(s.Root, tenant, path.Clean(name))
	return full
}

func fourth(root, name string) ([]byte, error) {
	// ok: rules.go.clean-keeps-parents
	return os.ReadFile(filepath.Join(root, filepath.Clean("/"+name)))
}

func fifth(root, name string) (string, error) {
	// ok: rules.go.clean-keeps-parents
	full := filepath.Join(root, filepath.Clean(name))
	if !strings.HasPrefix(full, root+string(os.PathSeparator)) {
		return "", errOutside
	}
	return full, nil
}

func sixth(root, name string) string {
	if !filepath.IsLocal(name) {
		return ""
	}
	// ok: rules.go.clean-keeps-parents
	return filepath.Join(root, filepath.Clean(name))
}
