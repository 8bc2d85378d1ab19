// Package spawn starts goroutines for its callers, who know it by fact alone.
package spawn

// Go runs f on a goroutine of its own.
func Go(f func()) {
	go f()
}

// A Pool has goroutines that run what it is given.
type Pool struct{ tasks chan func() }

// NewPool starts a pool of n goroutines.
func NewPool(n int) *Pool {
	p := &Pool{tasks: make(chan func())}
	for range n {
		go p.run()
	}
	return p
}

func (p *Pool) run() {
	for f := range p.tasks {
		f()
	}
}

// Submit has f run by one of the pool's goroutines.
func (p *Pool) Submit(f func()) { p.tasks <- f }
