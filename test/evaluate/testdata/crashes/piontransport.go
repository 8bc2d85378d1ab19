// crash: piontransport udp/batchconn.go:137 github.com/pion/transport/v3@v3.1.1
// A batching connection that shall write at once (interval 0): the flusher
// goroutine calls time.NewTicker(0), which panics.
package main

import (
	"fmt"
	"net"
	"time"

	"github.com/pion/transport/v3/udp"
)

func main() {
	c, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	bc := udp.NewBatchConn(c, 4, 0)
	bc.WriteTo([]byte("hello"), c.LocalAddr())
	time.Sleep(2 * time.Second)
	fmt.Println("survived")
}
