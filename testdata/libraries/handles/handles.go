// Package handles drops, reads and ignores what real libraries return for work
// that they do on other goroutines.
package handles

import (
	"errors"
	"net/rpc"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/hashicorp/raft"
	"github.com/samber/lo"
	"golang.org/x/sync/singleflight"
	"gopkg.in/go-playground/pool.v3"
)

func load() (any, error) { return nil, errors.ErrUnsupported }

func dropped(c *rpc.Client, q mqtt.Client, r *raft.Raft, g *singleflight.Group, p pool.Pool, work pool.WorkFunc) {
	c.Go("M", nil, nil, nil)      // want `\[taskresult/dropped-channel likely\]`
	q.Publish("t", 0, false, "x") // want `\[taskresult/dropped-channel likely\]`
	r.Apply(nil, 0)               // want `\[taskresult/dropped-channel likely\]`
	g.DoChan("k", load)           // want `\[taskresult/dropped-channel likely\]`
	p.Queue(work)                 // want `\[taskresult/dropped-channel likely\]`
	lo.Async(load1)               // want `\[taskresult/dropped-channel likely\]`
	lo.Async0(func() {})          // a signal
	_ = q.Publish("t", 0, false, "x")
}

func load1() int { return 1 }

func ignored(c *rpc.Client, q mqtt.Client, g *singleflight.Group) any {
	call := c.Go("M", nil, nil, nil) // want `the error that comes with call is lost: nothing looks at its Error \[taskresult/ignored-error likely\]`
	<-call.Done
	token := q.Publish("t", 0, false, "x") // want `the error that comes with token is lost: nothing looks at its Error`
	token.Wait()
	res := <-g.DoChan("k", load) // want `the error that comes with res is lost: nothing looks at its Err`
	return res.Val
}

func looked(c *rpc.Client, q mqtt.Client, r *raft.Raft, g *singleflight.Group) error {
	call := c.Go("M", nil, nil, nil)
	<-call.Done
	if call.Error != nil {
		return call.Error
	}
	if token := q.Publish("t", 0, false, "x"); token.Wait() && token.Error() != nil {
		return token.Error()
	}
	if res := <-g.DoChan("k", load); res.Err != nil {
		return res.Err
	}
	future := r.Apply(nil, 0)
	return future.Error()
}
