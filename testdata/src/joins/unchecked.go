// Package joins has the cases of the check taskjoin.
package joins

import (
	"context"
	"errors"
	"fmt"
	"log"
	"sync"

	"joins/group"
)

var names []string

func fetch() error { return errors.New(names[len(names)-1]) }
func work()        { println(names[len(names)-1]) }

// Row 22 of the list of rows: a statement, defer, go.

func statement() {
	var g group.Group
	g.Go(fetch)
	g.Wait() // want `g.Wait's error is dropped: if fetch fails, statement goes on as if it had worked \[taskjoin/unchecked certain\]`
	fmt.Println("all is well")
}

func deferred() {
	var g group.Group
	defer g.Wait() // want `g.Wait's error is dropped by defer: if fetch fails, deferred ends as if it had worked \[taskjoin/unchecked certain\]`
	g.Go(fetch)
}

func deferredLiteral() {
	g := new(group.Group)
	defer func() {
		g.Wait() // want `taskjoin/unchecked certain`
	}()
	g.Go(fetch)
}

func started() {
	var g group.Group
	g.Go(fetch)
	go g.Wait() // want `g.Wait's error is dropped by go: if fetch fails, nobody learns of it \[taskjoin/unchecked certain\]`
}

func methodValue() {
	var g group.Group
	g.Go(fetch)
	wait := g.Wait
	wait() // want `taskjoin/unchecked`
}

// Row 25: tested for nothing.

func testedForNothing() {
	var g group.Group
	g.Go(fetch)
	if err := g.Wait(); err != nil { // want `g.Wait's error is compared and then ignored`
	}
}

func comparedForNothing() {
	var g group.Group
	g.Go(fetch)
	if g.Wait() != nil { // want `taskjoin/unchecked certain`
	}
}

type waiter interface{ Wait() error }

func throughInterface(names []string) {
	g := new(group.Group)
	for range names {
		g.Go(fetch)
	}
	var w waiter = g
	w.Wait() // want `taskjoin/unchecked likely`
}

type server struct {
	g    group.Group
	errs []error
	mu   sync.Mutex
}

func (s *server) start() { s.g.Go(fetch) }

func (s *server) stop() error { return s.g.Wait() }

func (s *server) close() {
	s.stop() // want `s.stop's error is dropped`
}

type embedding struct {
	*group.Group
	name string
}

func embedded() {
	e := embedding{group.New(1), "e"}
	e.Go(fetch)
	e.Wait() // want `e.Wait's error is dropped`
}

func helper() {
	var g group.Group
	group.Start(&g, fetch)
	group.WaitFor(&g) // want `group.WaitFor's error is dropped`
}

func startsAndWaits() {
	group.All(fetch, fetch) // want `group.All's error is dropped`
}

// What these return is always nil: only All itself could fail.
func startsWhatNeverFails(names []string) {
	group.All(func() error {
		println(names[0])
		return nil
	})
}

func safe() {
	var s group.Safe
	s.Go(work)
	s.Wait() // want `s.Wait's error is dropped`
}

func inLiteral() func() {
	var g group.Group
	g.Go(fetch)
	return func() {
		g.Wait() // want `taskjoin/unchecked`
	}
}

// Errors that the functions store too are looked at there, unless the group
// has a context that ends with them.

func storedElsewhere(names []string) error {
	var g group.Group
	errs := make([]error, len(names))
	for i := range names {
		g.Go(func() error {
			errs[i] = fetch()
			return errs[i]
		})
	}
	g.Wait()
	return errors.Join(errs...)
}

func storedElsewhereWithContext(ctx context.Context, names []string) error {
	g, ctx := group.WithContext(ctx)
	errs := make([]error, len(names))
	for i := range names {
		g.Go(func() error {
			errs[i] = ctx.Err()
			return errs[i]
		})
	}
	g.Wait() // want `taskjoin/unchecked certain`
	return errors.Join(errs...)
}

// Silent: it is looked at, or there is nothing to look at.

func returned() error {
	var g group.Group
	g.Go(fetch)
	return g.Wait()
}

// Row 24: who reads it only to log it has looked at it.
func tested() {
	var g group.Group
	g.Go(fetch)
	if err := g.Wait(); err != nil {
		log.Print(err)
	}
}

func said() {
	var g group.Group
	g.Go(fetch)
	_ = g.Wait()
}

func passedOn(t interface{ Check(error) }) {
	var g group.Group
	g.Go(fetch)
	t.Check(g.Wait())
}

func compared() bool {
	var g group.Group
	g.Go(fetch)
	return g.Wait() == nil
}

func (s *server) stored() {
	s.errs = append(s.errs, s.g.Wait())
}

func neverFails(names []string) {
	var g group.Group
	for range names {
		g.Go(func() error {
			work()
			return nil
		})
	}
	g.Wait()
}

func afterFailure() error {
	var g group.Group
	g.Go(fetch)
	if err := fetch(); err != nil {
		g.Wait() // the first failure is returned
		return err
	}
	return g.Wait()
}

func waitsOnly() {
	var wg sync.WaitGroup
	wg.Go(work)
	wg.Wait()
}

// Look-alikes.

type queue struct{}

func (queue) Wait() error       { return nil }
func (queue) Go(f func() error) { _ = f() }

func noGoroutine() {
	var q queue
	q.Go(fetch)
	q.Wait()
}

type conn struct{ done chan struct{} }

func (c *conn) Flush() error {
	<-c.done
	return nil
}

func flushes(c *conn) { c.Flush() }
