// Package lib is a library whose source does not show what it does.
package lib

// A Pool is implemented elsewhere.
type Pool interface {
	Submit(name string, f func())
}

// A Reporter is implemented elsewhere.
type Reporter interface {
	Stop()
}

// A Stopper is a func that comes from elsewhere.
type Stopper func()

// hidden is where nothing is seen of what is done with a value.
var hidden func(any)

func Start(f func()) { hidden(f) }

func Cover(f func()) { hidden(f) }

func Both(before, after func()) {
	hidden(before)
	hidden(after)
}

type Queue[T any] struct{ jobs []T }

func (q *Queue[T]) Push(f func(T)) { hidden(f) }

func Stop(why string) { hidden(why) }

func First(xs []int) int { return xs[0] }
