// crash: pq copy.go:74 github.com/lib/pq@v1.12.3
// The server ends a COPY with the command tag "COPY abc", whose count is no
// number: the goroutine that reads the answers of the server panics.
package main

import (
	"bufio"
	"database/sql"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"time"

	_ "github.com/lib/pq"
)

// send writes one message of the server.
func send(c net.Conn, kind byte, body string) {
	b := append([]byte{kind}, binary.BigEndian.AppendUint32(nil, uint32(len(body)+4))...)
	c.Write(append(b, body...))
}

// serve is a server that accepts everybody and answers as little as it can.
func serve(l net.Listener) {
	c, err := l.Accept()
	if err != nil {
		return
	}
	r := bufio.NewReader(c)
	read := func(head int) (byte, string) {
		h := make([]byte, head+4)
		if _, err := io.ReadFull(r, h); err != nil {
			return 0, ""
		}
		body := make([]byte, binary.BigEndian.Uint32(h[head:])-4)
		io.ReadFull(r, body)
		return h[0], string(body)
	}
	read(0) // The startup message has no kind.
	send(c, 'R', "\x00\x00\x00\x00")
	send(c, 'Z', "I")
	for {
		kind, body := read(1)
		switch {
		case kind == 0:
			return
		case kind == 'Q' && len(body) > 4 && body[:4] == "COPY":
			send(c, 'G', "\x00\x00\x01\x00\x00")
		case kind == 'Q':
			send(c, 'C', "BEGIN\x00")
			send(c, 'Z', "T")
		case kind == 'c':
			send(c, 'C', "COPY abc\x00")
			send(c, 'Z', "T")
		}
	}
}

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	go serve(l)
	db, err := sql.Open("postgres", fmt.Sprintf("host=127.0.0.1 port=%d user=u dbname=d sslmode=disable connect_timeout=5", l.Addr().(*net.TCPAddr).Port))
	if err != nil {
		fmt.Println(err)
		return
	}
	time.AfterFunc(10*time.Second, func() { l.Close(); db.Close() })
	tx, err := db.Begin()
	if err != nil {
		fmt.Println(err)
		return
	}
	st, err := tx.Prepare(`COPY "t" ("a") FROM STDIN`)
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := st.Exec("1"); err != nil {
		fmt.Println(err)
	}
	if _, err := st.Exec(); err != nil {
		fmt.Println(err)
	}
	time.Sleep(time.Second)
	fmt.Println("survived")
}
