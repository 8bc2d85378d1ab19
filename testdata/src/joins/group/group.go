// Package group has groups of goroutines as users write them.
package group

import (
	"context"
	"fmt"
	"sync"
)

// A Group starts functions and returns their first error.
type Group struct {
	wg   sync.WaitGroup
	once sync.Once
	err  error
	sem  chan struct{}
}

func New(limit int) *Group { return &Group{sem: make(chan struct{}, limit)} }

// WithContext returns a group whose context ends with the first error.
func WithContext(ctx context.Context) (*Group, context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	_ = cancel
	return new(Group), ctx
}

func (g *Group) Go(f func() error) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		if err := f(); err != nil {
			g.once.Do(func() { g.err = err })
		}
	}()
}

func (g *Group) TryGo(f func() error) bool {
	select {
	case g.sem <- struct{}{}:
	default:
		return false
	}
	g.Go(f)
	return true
}

func (g *Group) Wait() error {
	g.wg.Wait()
	return g.err
}

// A Safe turns the panics of what it starts into an error.
type Safe struct {
	wg  sync.WaitGroup
	mu  sync.Mutex
	err error
}

func (s *Safe) Go(f func()) {
	s.wg.Add(1)
	go func() {
		defer s.wg.Done()
		defer func() {
			if r := recover(); r != nil {
				s.mu.Lock()
				defer s.mu.Unlock()
				s.err = fmt.Errorf("panic: %v", r)
			}
		}()
		f()
	}()
}

func (s *Safe) Wait() error {
	s.wg.Wait()
	return s.err
}

// All starts the functions and waits for them.
func All(fs ...func() error) error {
	var g Group
	for _, f := range fs {
		g.Go(f)
	}
	return g.Wait()
}

// WaitFor returns what a group returns.
func WaitFor(g *Group) error {
	if err := g.Wait(); err != nil {
		return fmt.Errorf("waiting: %w", err)
	}
	return nil
}

// Start gives a group a function.
func Start(g *Group, f func() error) { g.Go(f) }

// A Pool runs what it is given by a few workers.
type Pool struct {
	queue  chan func()
	closed bool
	wg     sync.WaitGroup
}

func (p *Pool) Submit(f func()) error {
	if p.closed {
		return fmt.Errorf("closed")
	}
	p.queue <- f
	return nil
}

func (p *Pool) Work() {
	p.wg.Add(1)
	go func() {
		defer p.wg.Done()
		for f := range p.queue {
			f()
		}
	}()
}

func (p *Pool) Wait() { p.wg.Wait() }

// Limit returns an error for the sake of those to come: it is always nil.
func Limit(n int) (int, error) {
	if n > 8 {
		return 8, nil
	}
	return limitOf(n)
}

func limitOf(n int) (int, error) { return max(n, 1), nil }

// Checked returns one that a deferred function may set.
func Checked(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	f()
	return nil
}

// Locked returns the errors of another function.
func Locked(f func() error) (int, error) {
	if err := f(); err != nil {
		return 0, err
	}
	return 1, nil
}

// A Handler runs functions until it is stopped.
type Handler struct {
	wg   sync.WaitGroup
	last error
}

func (h *Handler) Go(f func() error) {
	h.wg.Go(func() {
		if err := f(); err != nil {
			h.last = err
		}
	})
}

// StopWithin waits until all have ended, or the context has.
func (h *Handler) StopWithin(ctx context.Context) error {
	done := make(chan struct{})
	go func() {
		h.wg.Wait()
		close(done)
	}()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-done:
		return nil
	}
}

// Stop waits without an end: its error is always nil.
func (h *Handler) Stop() error { return h.StopWithin(context.Background()) }

// Leave waits without an end where it asks, and as long as it is told otherwise.
func (h *Handler) Leave(ctx context.Context) error {
	return h.leaveWithin(ctx, context.Background())
}

func (h *Handler) leaveWithin(ctx, base context.Context) error {
	if err := base.Err(); err != nil {
		panic(err)
	}
	done := make(chan struct{})
	go func() {
		h.wg.Wait()
		close(done)
	}()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-done:
		return nil
	}
}

// Finish is one that has an error of its own.
func (h *Handler) Finish() error { return h.finishWithin(context.Background()) }

func (h *Handler) finishWithin(ctx context.Context) error {
	if err := h.StopWithin(ctx); err != nil {
		return err
	}
	return h.last
}

// A Quiet waits, and its error is always nil.
type Quiet struct{ wg sync.WaitGroup }

func (q *Quiet) Go(f func()) { q.wg.Go(f) }

func (q *Quiet) Stop() error {
	q.wg.Wait()
	return nil
}
