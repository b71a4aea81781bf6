package p
func f() {
  for _, item := range items {
// ruleid: rules.go.loop-variable-address
    out = append(out, &item)
  }
  for i, v := range list {
// ruleid: rules.go.loop-variable-address
    keep(i, &v)
  }
  for _, e := range es {
// ruleid: rules.go.loop-variable-address
    m[e.ID] = &e
  }
  for i := range items {
// ok: rules.go.loop-variable-address
    out = append(out, &items[i])
  }
  for _, item := range items {
// ok: rules.go.loop-variable-address
    out = append(out, item)
  }
}
