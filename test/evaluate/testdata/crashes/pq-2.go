// crash: pq notify.go:128 github.com/lib/pq@v1.12.3
// A server that has let the listener in sends a message whose length says that it is
// shorter than the length itself: the loop that receives slices scratch[:-4].
package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/lib/pq"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	go serve(listener)
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	notes := make(chan *pq.Notification, 1)
	if _, err := pq.NewListenerConn("host=127.0.0.1 port="+port+" user=x dbname=x sslmode=disable", notes); err != nil {
		fmt.Println(err)
		return
	}
	time.Sleep(5 * time.Second)
}

func serve(listener net.Listener) {
	c, err := listener.Accept()
	if err != nil {
		return
	}
	var size [4]byte
	if _, err := io.ReadFull(c, size[:]); err != nil {
		return
	}
	if _, err := io.CopyN(io.Discard, c, int64(binary.BigEndian.Uint32(size[:]))-4); err != nil {
		return
	}
	_, _ = c.Write([]byte{'R', 0, 0, 0, 8, 0, 0, 0, 0, 'Z', 0, 0, 0, 5, 'I'})
	time.Sleep(time.Second)
	_, _ = c.Write([]byte{'A', 0, 0, 0, 0})
	time.Sleep(5 * time.Second)
}
