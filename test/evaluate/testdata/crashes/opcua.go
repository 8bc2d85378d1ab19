// crash: opcua server/subscription_service.go:303 github.com/gopcua/opcua@v0.8.0
// A client asks for a subscription with a publishing interval of 0: the server
// takes it unrevised, and the goroutine of the subscription calls NewTicker(0).
package main

import (
	"context"
	"fmt"
	"net"
	"time"

	"github.com/gopcua/opcua"
	"github.com/gopcua/opcua/server"
	"github.com/gopcua/opcua/ua"
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	s := server.New(
		server.EndPoint("127.0.0.1", port),
		server.EnableSecurity("None", ua.MessageSecurityModeNone),
		server.EnableAuthMode(ua.UserTokenTypeAnonymous),
	)
	if err := s.Start(ctx); err != nil {
		fmt.Println(err)
		return
	}

	c, err := opcua.NewClient(fmt.Sprintf("opc.tcp://127.0.0.1:%d", port), opcua.SecurityMode(ua.MessageSecurityModeNone))
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := c.Connect(ctx); err != nil {
		fmt.Println(err)
		return
	}
	// The client library puts its default in the place of 0, but whole
	// milliseconds are what it sends.
	if _, err := c.Subscribe(ctx, &opcua.SubscriptionParameters{Interval: time.Microsecond}, nil); err != nil {
		fmt.Println(err)
	}
	time.Sleep(2 * time.Second)
	fmt.Println("survived")
}
