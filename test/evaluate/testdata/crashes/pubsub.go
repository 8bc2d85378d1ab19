// crash: pubsub gossipsub.go:684 github.com/libp2p/go-libp2p-pubsub@v0.19.0
// The validation of the parameters does not look at the heartbeat interval: with
// an interval of 0 the heartbeat goroutine calls time.NewTicker(0).
package main

import (
	"context"
	"fmt"
	"time"

	"github.com/libp2p/go-libp2p"
	pubsub "github.com/libp2p/go-libp2p-pubsub"
)

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	h, err := libp2p.New(libp2p.ListenAddrStrings("/ip4/127.0.0.1/tcp/0"))
	if err != nil {
		fmt.Println(err)
		return
	}
	params := pubsub.DefaultGossipSubParams()
	params.HeartbeatInterval = 0
	if _, err := pubsub.NewGossipSub(ctx, h, pubsub.WithGossipSubParams(params)); err != nil {
		fmt.Println(err)
		return
	}
	time.Sleep(2 * time.Second)
	fmt.Println("survived")
}
