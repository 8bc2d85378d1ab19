package unrecovered

import (
	"encoding/json"
	"net"
	"testing"
)

// A function that is given a test or a benchmark is there for these.

func RunBenchmark(b *testing.B, c net.Conn) {
	go func() {
		var names []string
		_ = json.NewDecoder(c).Decode(&names)
		use(names[0])
	}()
}

func RunForAll(c net.Conn) {
	go func() { // want `names\[0\] may be out of range`
		var names []string
		_ = json.NewDecoder(c).Decode(&names)
		use(names[0])
	}()
}
