// Package group has a group of goroutines such as many projects have. What its
// methods do is known to other packages by facts.
package group

import "sync"

// A Group is a set of goroutines that somebody waits for.
type Group struct {
	wg   sync.WaitGroup
	once sync.Once
	err  error
	room chan struct{}
}

// New returns a group of at most n goroutines.
func New(n int) *Group { return &Group{room: make(chan struct{}, n)} }

// Go runs f on a goroutine of the group.
func (g *Group) Go(f func() error) {
	g.room <- struct{}{}
	g.start(f)
}

// TryGo runs f like Go if there is room, and says if it does.
func (g *Group) TryGo(f func() error) bool {
	select {
	case g.room <- struct{}{}:
	default:
		return false
	}
	g.start(f)
	return true
}

func (g *Group) start(f func() error) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		defer func() { <-g.room }()
		if err := f(); err != nil {
			g.once.Do(func() { g.err = err })
		}
	}()
}

// Wait waits for all and returns the first error.
func (g *Group) Wait() error {
	g.wg.Wait()
	return g.err
}
