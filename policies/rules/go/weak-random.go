package p
import "math/rand"
func f() {
// ruleid: rules.go.weak-random
  n := rand.Intn(10)
// ruleid: rules.go.weak-random
  r := rand.New(src)
// ruleid: rules.go.weak-random
  x := rand.Int63()
// ok: rules.go.weak-random
  y := random.Int()
// ok: rules.go.weak-random
  z := gen.Intn(3)
}
