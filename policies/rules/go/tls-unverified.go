package p
func f() {
// ruleid: rules.go.tls-unverified
  c := &tls.Config{InsecureSkipVerify: true}
// ruleid: rules.go.tls-unverified
  cfg.InsecureSkipVerify = true
// ruleid: rules.go.tls-unverified
  s := &ssh.ClientConfig{HostKeyCallback: ssh.InsecureIgnoreHostKey()}
// ok: rules.go.tls-unverified
  d := &tls.Config{InsecureSkipVerify: false}
// ok: rules.go.tls-unverified
  e := &tls.Config{MinVersion: tls.VersionTLS12}
}
