// crash: watermill components/metrics/http.go:33 github.com/ThreeDotsLabs/watermill@v1.5.1
// The metrics address is in use by somebody else: ListenAndServe fails and
// the goroutine that called it panics with the error.
package main

import (
	"fmt"
	"net"
	"time"

	"github.com/ThreeDotsLabs/watermill/components/metrics"
)

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer l.Close()
	_, stop := metrics.CreateRegistryAndServeHTTP(l.Addr().String())
	time.Sleep(2 * time.Second)
	stop()
	fmt.Println("survived")
}
