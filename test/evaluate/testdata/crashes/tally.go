// crash: tally prometheus/config.go:114 github.com/uber-go/tally/v4@v4.1.17
// The listen address is in use and the configuration names no error handler:
// the default one panics on the goroutine that serves the metrics.
package main

import (
	"fmt"
	"net"
	"time"

	"github.com/uber-go/tally/v4/prometheus"
)

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer l.Close()
	cfg := prometheus.Configuration{ListenAddress: l.Addr().String()}
	if _, err := cfg.NewReporter(prometheus.ConfigurationOptions{}); err != nil {
		fmt.Println(err)
		return
	}
	time.Sleep(2 * time.Second)
	fmt.Println("survived")
}
