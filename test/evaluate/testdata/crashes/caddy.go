// crash: caddy admin.go:440 github.com/caddyserver/caddy/v2@v2.11.9
// The configuration lets the admin endpoint listen on a UDP address: what
// listens is no net.Listener, and the goroutine that serves it asserts that.
package main

import (
	"fmt"
	"time"

	"github.com/caddyserver/caddy/v2"
)

func main() {
	err := caddy.Load([]byte(`{"admin":{"listen":"udp/localhost:20199","config":{"persist":false}}}`), true)
	if err != nil {
		fmt.Println(err)
		return
	}
	time.Sleep(3 * time.Second)
	fmt.Println("survived")
}
