// Package safe has the wrappers that the cases of guards start goroutines
// through.
package safe

import (
	"sync"

	"guards/rescue"
)

// Go starts f on a goroutine that stops f's panics.
func Go(f func()) {
	go func() {
		defer rescue.Log()
		f()
	}()
}

// Bare starts f on a goroutine that stops nothing.
func Bare(f func()) {
	go func() {
		f()
	}()
}

// Direct starts f itself.
func Direct(f func()) {
	go f()
}

// Run calls f and stops its panics.
func Run(f func()) {
	defer rescue.Log()
	f()
}

// GoRun starts f through Run.
func GoRun(f func()) {
	go Run(f)
}

// GoCaptured hands a closure that calls f on to Direct, and guards in it.
func GoCaptured(f func()) {
	Direct(func() {
		defer rescue.Log()
		f()
	})
}

// GoCapturedBare hands a closure that calls f on to Direct.
func GoCapturedBare(f func()) {
	Direct(func() {
		f()
	})
}

// GoMistaken starts f under what looks like a guard and is none.
func GoMistaken(f func()) {
	go func() {
		defer func() {
			rescue.Log() // want `\[taskrecover/ineffective certain\]`
		}()
		f()
	}()
}

// GoAll starts every one of fs on a goroutine that stops its panics.
func GoAll(fs ...func()) {
	for _, f := range fs {
		go func() {
			defer rescue.Log()
			f()
		}()
	}
}

// Try calls f and returns its panic as an error.
func Try(f func()) (err error) {
	defer rescue.Into(&err)
	f()
	return nil
}

// Guarded returns a function that calls f and stops its panics.
func Guarded(f func()) func() {
	return func() {
		defer rescue.Log()
		f()
	}
}

// Plain returns a function that calls f and stops nothing.
func Plain(f func()) func() {
	return func() { f() }
}

// GoCatching starts f on a goroutine that gives its panic to onPanic, which
// may be nil.
func GoCatching(f func(), onPanic func(any)) {
	go func() {
		defer func() {
			if r := recover(); r != nil && onPanic != nil {
				onPanic(r)
			}
		}()
		f()
	}()
}

// A Group waits for the goroutines that it starts, and stops their panics.
type Group struct {
	wg sync.WaitGroup
}

// Go starts f, guarded.
func (g *Group) Go(f func()) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		defer rescue.Log()
		f()
	}()
}

// Wait waits for what Go started.
func (g *Group) Wait() { g.wg.Wait() }
