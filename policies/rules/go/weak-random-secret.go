package p
import "math/rand"
func NewToken() string {
// ruleid: rules.go.weak-random-secret
  n := rand.Intn(10)
  return fmt.Sprint(n)
}
func g() {
// ruleid: rules.go.weak-random-secret
  sessionID := rand.Int63()
// ruleid: rules.go.weak-random-secret
  otp := rand.Intn(999999)
// ok: rules.go.weak-random-secret
  dice := rand.Intn(6)
// ok: rules.go.weak-random-secret
  token := make([]byte, 32)
}
