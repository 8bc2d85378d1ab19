// Package said is about functions and types whose source does not show what
// they do. What is reported depends on the flags of taskmodel: a line marked
// "// with NAME" is reported if that flag names what is used there, and one
// marked "// without NAME" if it does not.
package said

import "said/lib"

func spawners(xs []int, pool lib.Pool, queue *lib.Queue[int]) {
	lib.Start(func() {
		defer recover() // with spawners
		println(xs[0])
	})
	lib.Both(func() {
		defer recover()
		println(xs[0])
	}, func() {
		defer recover() // with spawners
		println(xs[0])
	})
	lib.Cover(func() {
		defer recover()
		println(xs[0])
	})
	pool.Submit("first", func() {
		defer recover() // with spawners
		println(xs[0])
	})
	queue.Push(func(i int) {
		defer recover() // with spawners
		println(xs[i])
	})
	start(func() {
		defer recover() // with spawners
		println(xs[0])
	})
	wrapped(func() {
		defer recover() // with spawners
		println(xs[0])
	})
	var own ownPool
	own.submit(func() {
		defer recover() // with spawners
		println(xs[0])
	})
}

var hidden func(any)

func start(f func()) { hidden(f) }

// wrapped does what start does: that is inferred.
func wrapped(f func()) { start(func() { f() }) }

// An ownPool is implemented in a plugin.
type ownPool interface{ submit(f func()) }

func helpers(xs []int, reporter lib.Reporter) {
	go func() {
		defer lib.Stop("first")
		defer recover() // without helpers
		println(xs[0])
	}()
	go func() {
		defer reporter.Stop()
		println(xs[0])
	}()
	go func() {
		defer func() {
			lib.Stop("too deep") // with helpers
		}()
		println(xs[0])
	}()
	go func() {
		lib.Stop("not deferred") // with helpers
		println(xs[0])
	}()
	go func() {
		defer stop()
		defer recover() // without helpers
		println(xs[0])
	}()
	go func() {
		defer func() {
			stop() // with helpers
		}()
		println(xs[0])
	}()
	go func() {
		defer func() {
			reporter.Stop() // with helpers
		}()
		println(xs[0])
	}()
}

func stop() { hidden(nil) }

func safe(xs []int, stopper lib.Stopper, stopped func()) {
	go func() {
		defer recover() // without safecalls
		lib.First(xs)
	}()
	go func() {
		defer recover() // without safecalls
		first(xs)
	}()
	go func() {
		defer recover() // without safetypes
		stopper()
	}()
	go func() {
		defer recover() // without any
		stopped()
	}()
}

func first(xs []int) int { return xs[0] }
