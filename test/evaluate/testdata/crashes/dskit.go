// crash: dskit log/buffered.go:72 github.com/grafana/dskit@v0.0.0-20260703122047-de1ec7541c44
// A user turns the periodic flush off with a period of 0: the flushing
// goroutine calls time.NewTicker(0), which panics.
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/grafana/dskit/log"
)

func main() {
	l := log.NewBufferedLogger(os.Stdout, 10, log.WithFlushPeriod(0))
	l.Write([]byte("hello\n"))
	time.Sleep(2 * time.Second)
	fmt.Println("survived")
}
