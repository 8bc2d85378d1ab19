package joins

import (
	"errors"
	"testing"

	"joins/group"
)

// That these fail is the point.
func TestFailsOnPurpose(t *testing.T) {
	var g group.Group
	for range 3 {
		g.Go(func() error {
			work()
			return errors.New("no")
		})
	}
	g.Wait()
}

// What is started by others ends with the test.
func TestStartsElsewhere(t *testing.T) {
	var g group.Group
	startWorkers(&g)
	if len(names) == 0 {
		t.Error("no names")
	}
}

func startWorkers(g *group.Group) { g.Go(fetch) }

// A server is stopped when the test has ended.
type listener struct{ group.Group }

func (l *listener) Shutdown() error { return l.Wait() }

func TestShutsDown(t *testing.T) {
	l := new(listener)
	defer l.Shutdown()
	l.Go(fetch)
	if len(names) == 0 {
		t.Error("no names")
	}
}

// A client asks, and waits for the reply; it runs what it is given, too.
type client struct {
	replies chan error
	err     error
}

func (c *client) Handle(f func() error) {
	go func() { c.err = f() }()
}

func (c *client) Ask() error {
	if err := <-c.replies; err != nil {
		return err
	}
	return c.err
}

func TestAsks(t *testing.T) {
	c := &client{replies: make(chan error, 2)}
	c.replies <- nil
	c.Ask()
	c.replies <- nil
	if err := c.Ask(); err != nil {
		t.Error(err)
	}
}
