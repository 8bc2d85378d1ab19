// crash: go-redis sentinel.go:1352 github.com/redis/go-redis/v9@v9.23.0
// A sentinel that knew the master answers with an empty list after it announced
// a switch: the goroutine that reloads the cluster state reads the list.
package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// sentinel is a sentinel, and the master and nobody's replica as well.
type sentinel struct {
	host, port string
	mu         sync.Mutex
	switched   bool
}

func (s *sentinel) serve(c net.Conn) {
	r := bufio.NewReader(c)
	number := func() int {
		line, err := r.ReadString('\n')
		if err != nil {
			return -1
		}
		n, _ := strconv.Atoi(strings.TrimSpace(line[1:]))
		return n
	}
	for {
		n := number()
		if n < 0 {
			return
		}
		var args []string
		for range n {
			b := make([]byte, number()+2)
			if _, err := io.ReadFull(r, b); err != nil {
				return
			}
			args = append(args, string(b[:len(b)-2]))
		}
		s.mu.Lock()
		switched := s.switched
		s.mu.Unlock()
		switch cmd := strings.ToLower(strings.Join(args, " ")); {
		case strings.HasPrefix(cmd, "sentinel get-master") && switched:
			fmt.Fprint(c, "*0\r\n")
		case strings.HasPrefix(cmd, "sentinel get-master"):
			fmt.Fprintf(c, "*2\r\n$%d\r\n%s\r\n$%d\r\n%s\r\n", len(s.host), s.host, len(s.port), s.port)
		case strings.HasPrefix(cmd, "sentinel"):
			fmt.Fprint(c, "*0\r\n")
		case strings.HasPrefix(cmd, "subscribe"):
			for i, ch := range args[1:] {
				fmt.Fprintf(c, "*3\r\n$9\r\nsubscribe\r\n$%d\r\n%s\r\n:%d\r\n", len(ch), ch, i+1)
			}
			time.AfterFunc(time.Second, func() {
				s.mu.Lock()
				s.switched = true
				s.mu.Unlock()
				text := fmt.Sprintf("main %s %s %s %s", s.host, s.port, s.host, s.port)
				fmt.Fprintf(c, "*3\r\n$7\r\nmessage\r\n$14\r\n+switch-master\r\n$%d\r\n%s\r\n", len(text), text)
			})
		case strings.HasPrefix(cmd, "ping"):
			fmt.Fprint(c, "+PONG\r\n")
		default:
			fmt.Fprint(c, "-ERR unknown command\r\n")
		}
	}
}

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	s := new(sentinel)
	s.host, s.port, _ = net.SplitHostPort(l.Addr().String())
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go s.serve(c)
		}
	}()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	c := redis.NewFailoverClusterClient(&redis.FailoverOptions{
		MasterName:    "main",
		SentinelAddrs: []string{l.Addr().String()},
		Protocol:      2,
	})
	fmt.Println(c.Ping(ctx).Result())
	time.Sleep(4 * time.Second)
	fmt.Println("survived")
}
