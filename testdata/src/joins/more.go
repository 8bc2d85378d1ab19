package joins

import (
	"context"
	"errors"
	"net/http"
	"sync"

	"joins/group"
)

// Waits through interfaces, generics, fields and helpers.

// A runner is what implements the interface joiner in this package.
type runner struct {
	wg  sync.WaitGroup
	mu  sync.Mutex
	err error
}

func (r *runner) run(f func() error) {
	r.wg.Add(1)
	go func() {
		defer r.wg.Done()
		if err := f(); err != nil {
			r.mu.Lock()
			r.err = err
			r.mu.Unlock()
		}
	}()
}

func (r *runner) join() error {
	r.wg.Wait()
	return r.err
}

type joiner interface{ join() error }

func throughOwnInterface(j joiner) {
	j.join() // want `j.join's error is dropped: if it fails, throughOwnInterface goes on as if it had worked \[taskjoin/unchecked likely\]`
}

// typed starts functions of one type.
type typed[T any] struct {
	g   group.Group
	out []T
}

func (t *typed[T]) Go(f func() (T, error)) {
	t.g.Go(func() error {
		v, err := f()
		t.out = append(t.out, v)
		return err
	})
}

func (t *typed[T]) Wait() ([]T, error) { return t.out, t.g.Wait() }

func generic() {
	var t typed[int]
	t.Go(func() (int, error) { return 1, fetch() })
	t.Wait() // want `t.Wait's error is dropped`
}

func genericNever() {
	var t typed[string]
	t.Go(func() (string, error) { return "", fetch() }) // want `nobody waits for t`
}

func genericRight() ([]string, error) {
	var t typed[string]
	t.Go(func() (string, error) { return "", fetch() })
	return t.Wait()
}

// wrapsStart overrides Go and inherits Wait.
type wrapsStart struct{ *group.Group }

func (w wrapsStart) Go(f func()) { w.Group.Go(func() error { f(); return nil }) }

func inherits(w wrapsStart) error {
	w.Go(work)
	return w.Wait()
}

func inMap(gs map[string]*group.Group) {
	for _, g := range gs {
		g.Wait() // want `g.Wait's error is dropped`
	}
}

func switched() error {
	var g group.Group
	g.Go(fetch)
	switch err := g.Wait(); {
	case errors.Is(err, context.Canceled):
		return nil
	default:
		return err
	}
}

func retries(n int) error {
	var err error
	for range n {
		var g group.Group
		g.Go(fetch)
		err = g.Wait()
		if err == nil {
			return nil
		}
	}
	return err
}

func forgetsAll(n int) {
	var err error
	for range n {
		var g group.Group
		g.Go(fetch)
		err = g.Wait() // want `g.Wait's error is lost: err is overwritten before anything reads it`
	}
	println(err)
}

func shutsDown(ctx context.Context, srv *http.Server) error {
	return srv.Shutdown(ctx)
}

func inLoopBody(names []string) {
	for range names {
		var g group.Group
		g.Go(fetch) // want `nobody waits for g`
	}
}

func panicsFirst(names []string) error {
	var g group.Group
	g.Go(fetch)
	if len(names) == 0 {
		panic("no names")
	}
	return g.Wait()
}

func ranges(seq func(func(string) bool)) error {
	var g group.Group
	for range seq {
		g.Go(fetch)
	}
	return g.Wait()
}
