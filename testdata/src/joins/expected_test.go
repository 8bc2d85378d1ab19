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
