// Package replies makes channels and starts goroutines for package results.
package replies

import "errors"

// Result is what a goroutine sends.
type Result struct {
	Value int
	Err   error
}

// Channel makes a channel that nobody sends on yet.
func Channel[T any](room int) chan T { return make(chan T, room) }

// Unbuffered makes one without room.
func Unbuffered() chan error { return make(chan error) }

// Start starts work and returns the channel of its result.
func Start(work func() (int, error)) <-chan Result {
	results := make(chan Result)
	go func() {
		n, err := work()
		results <- Result{n, err}
	}()
	return results
}

// StartAll returns the channel of the results of several, and closes it.
func StartAll(n int) <-chan Result {
	results := make(chan Result, n)
	go func() {
		defer close(results)
		for i := range n {
			if i == 2 {
				results <- Result{Err: errors.New("two")}
			}
			results <- Result{Value: i}
		}
	}()
	return results
}

// Signal says when it is done.
func Signal(work func()) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		work()
	}()
	return done
}

// A Future stands for a started goroutine.
type Future struct {
	done chan struct{}
	err  chan error
}

// Go starts work.
func Go(work func() error) *Future {
	f := &Future{done: make(chan struct{}), err: make(chan error)}
	go func() { f.err <- work() }()
	return f
}

// Wait returns the error.
func (f *Future) Wait() error { return <-f.err }

// An Update keeps its error to itself, and has a method for it.
type Update struct {
	Events []string
	err    error
}

func (u *Update) Err() error { return u.err }

// Watch sends the updates.
func Watch(next func() ([]string, error)) <-chan Update {
	updates := make(chan Update)
	go func() {
		defer close(updates)
		for {
			events, err := next()
			updates <- Update{events, err}
			if err != nil {
				return
			}
		}
	}()
	return updates
}

// A Room is closed by who made it.
type Room struct{ closed bool }

// Sync has the error that its interface wants: it is always nil.
func (r *Room) Sync(names []string) error {
	if names != nil {
		return r.sync(names)
	}
	return nil
}

func (r *Room) sync(names []string) error {
	r.closed = len(names) == 0
	return nil
}

// Store returns what another function does.
func (r *Room) Store(put func() error) error { return put() }
