package p
func f(w http.ResponseWriter) {
// ruleid: rules.go.trace-in-response
  http.Error(w, string(debug.Stack()), 500)
// ruleid: rules.go.trace-in-response
  c.JSON(500, gin.H{"trace": string(debug.Stack())})
// ruleid: rules.go.trace-in-response
  writeJSON(w, map[string]string{"trace": string(debug.Stack())})
// ok: rules.go.trace-in-response
  log.Printf("panic: %s", debug.Stack())
// ok: rules.go.trace-in-response
  http.Error(w, "internal error", 500)
}

func recovered(c *gin.Context) {
	defer func() {
		if p := recover(); p != nil {
			slog.Error("panic", "value", p)
			// ruleid: rules.go.trace-in-response
			c.JSON(500, gin.H{"trace": string(debug.Stack())})
		}
	}()
	c.Next()
}
