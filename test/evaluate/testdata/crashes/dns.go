// crash: dns xfr.go:81 github.com/miekg/dns@v1.1.73
// An IXFR question made with SetQuestion has no SOA in its authority section:
// the receiving goroutine reads q.Ns[0] of an empty slice.
package main

import (
	"fmt"
	"io"
	"net"
	"time"

	"github.com/miekg/dns"
)

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		io.Copy(io.Discard, c)
	}()

	q := new(dns.Msg)
	q.SetQuestion("example.org.", dns.TypeIXFR)
	t := &dns.Transfer{ReadTimeout: 2 * time.Second}
	env, err := t.In(q, l.Addr().String())
	if err != nil {
		fmt.Println(err)
		return
	}
	for e := range env {
		fmt.Println(e.Error)
	}
	fmt.Println("survived")
}
