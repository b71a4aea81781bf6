package p
import (
// ruleid: rules.go.profiling-open
  _ "net/http/pprof"
)
// ruleid: rules.go.profiling-open
import "net/http/pprof"
// ruleid: rules.go.profiling-open
import _ "net/http/pprof"
// ok: rules.go.profiling-open
import "net/http"
// ok: rules.go.profiling-open
import "runtime/pprof"
