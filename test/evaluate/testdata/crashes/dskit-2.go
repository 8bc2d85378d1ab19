// crash: dskit dns/miekgdns/resolver.go:88 github.com/grafana/dskit@v0.0.0-20260703122047-de1ec7541c44
// A resolver with the reload period 0 (never reload, one would think): its
// background loop calls time.NewTicker(0), which panics.
package main

import (
	"fmt"
	"time"

	"github.com/go-kit/log"
	"github.com/grafana/dskit/dns/miekgdns"
)

func main() {
	r := miekgdns.NewResolverWithClient("/etc/resolv.conf", log.NewNopLogger(), 0, miekgdns.NewPoolingClient(2))
	time.Sleep(2 * time.Second)
	r.Stop()
	fmt.Println("survived")
}
