package p
func f(c *gin.Context) {
// ruleid: rules.go.mass-assignment
  c.BindJSON(&user)
// ruleid: rules.go.mass-assignment
  c.ShouldBindJSON(&account)
// ruleid: rules.go.mass-assignment
  json.NewDecoder(r.Body).Decode(&order)
// ok: rules.go.mass-assignment
  c.BindJSON(&form)
// ok: rules.go.mass-assignment
  json.NewDecoder(r.Body).Decode(&request)
}
