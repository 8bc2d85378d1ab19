// crash: dskit services/services.go:26 github.com/grafana/dskit@v0.0.0-20260703122047-de1ec7541c44
// A timer service with the interval 0: its running function, on the goroutine
// that StartAsync starts, calls time.NewTicker(0), which panics.
package main

import (
	"context"
	"fmt"
	"time"

	"github.com/grafana/dskit/services"
)

func main() {
	tick := func(context.Context) error { return nil }
	s := services.NewTimerService(0, nil, tick, nil)
	if err := services.StartAndAwaitRunning(context.Background(), s); err != nil {
		fmt.Println(err)
	}
	time.Sleep(2 * time.Second)
	fmt.Println("survived")
}
