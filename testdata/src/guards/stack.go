package main

import (
	"iter"
	"log"

	"guards/rescue"
	"guards/safe"
)

// Which goroutine and which call the guard belongs to.

// The guard is that of a call that is over.
// DESIGN §4 row 20, PEERS E7.
// verdict: dies
func caseGuardOfFinishedCall() {
	go func() {
		func() {
			defer rescue.Log() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

func installGuard() {
	defer func() { log.Println(recover()) }()
}

// The same, in a function of its own.
// DESIGN §4 row 20, PEERS E7.
// verdict: dies
func caseGuardOfFinishedFunction() {
	go func() {
		installGuard() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// DESIGN §4 row 20, PEERS E23.
// verdict: survives
func caseInnerLiteralGuarded() {
	go func() {
		func() {
			defer rescue.Log()
			boom()
		}()
	}()
}

func guardedWork() {
	defer rescue.Log()
	boom()
}

// DESIGN §4 row 20, PEERS E23.
// verdict: survives
// op: guardedWork
func caseCalleeGuarded() {
	go func() {
		guardedWork()
	}()
}

// The callee's guard covers its own work, and not what follows it.
// DESIGN §4 row 20, PEERS E23.
// verdict: dies
func caseCalleeGuardedAndMore() {
	go func() {
		safe.Run(func() {})
		boom()
	}()
}

func bareWork() {
	boom()
}

// A guard covers what is called, however deep.
// DESIGN §4 row 20.
// verdict: survives
// op: bareWork
func caseCallerGuarded() {
	go func() {
		defer rescue.Log()
		func() { bareWork() }()
	}()
}

func sharedWork() {
	boom()
}

// One function on two goroutines, one of them guarded.
// DESIGN §4 row 20.
// verdict: dies
// op: sharedWork
func caseGuardedOnOneOfTwo() {
	go func() {
		defer rescue.Log()
		sharedWork()
	}()
	go sharedWork()
}

// DESIGN §4 row 21, PEERS E7.
// verdict: dies
func caseParentGuarded() {
	go func() {
		defer rescue.Log()
		go boom()
	}()
}

// DESIGN §4 row 21, PEERS E7.
// verdict: dies
func caseParentGuardedLiteral() {
	go func() {
		defer rescue.Log()
		go func() {
			boom()
		}()
	}()
}

// DESIGN §4 row 21.
// verdict: dies
func caseChildGuarded() {
	go func() {
		go func() {
			defer rescue.Log()
			log.Println("working")
		}()
		boom()
	}()
}

// DESIGN §4 row 21: each has its own.
// verdict: survives
func caseParentAndChildGuarded() {
	go func() {
		defer rescue.Log()
		go func() {
			defer rescue.Log()
			boom()
		}()
		boom()
	}()
}

func use(int) {}

// DESIGN §4 row 24, PEERS E24: the argument is evaluated in the parent, which
// is guarded.
// verdict: survives
func caseArgumentOfGo() {
	go func() {
		defer rescue.Log()
		go use(boomInt())
	}()
}

// DESIGN §4 row 24, PEERS E24: the guard of the child does not cover the
// argument.
// verdict: dies
func caseArgumentOfGuardedGo() {
	go func() {
		go func(int) {
			defer rescue.Log()
		}(boomInt())
	}()
}

// DESIGN §4 row 24: so is the receiver.
// verdict: survives
// op: makeJob
func caseReceiverOfGo() {
	go func() {
		defer rescue.Log()
		go makeJob().run()
	}()
}

type job struct{}

func (job) run() {}

func makeJob() job {
	boomInt()
	return job{}
}

// DESIGN §4 row 24: and the function that a curried call returns.
// verdict: survives
func caseCurriedGoEvaluatedInParent() {
	go func() {
		defer rescue.Log()
		go makeRun(boomInt())()
	}()
}

func makeRun(int) func() { return func() {} }

// Arguments of a deferred call are evaluated at once, under the guards that
// are registered by then.
// DESIGN §4 row 24.
// verdict: dies
func caseArgumentOfDeferBeforeGuard() {
	go func() {
		defer use(boomInt())
		defer rescue.Log() // at possible: ineffective
	}()
}

// The same under a guard.
// DESIGN §4 row 24.
// verdict: survives
func caseArgumentOfDeferUnderGuard() {
	go func() {
		defer rescue.Log()
		defer use(boomInt())
	}()
}

// PEERS E19: what an iterator of iter.Pull panics with surfaces in the caller
// of next.
// verdict: survives
// model: none (iter.Pull is the runtime's)
func casePullUnderGuard() {
	go func() {
		defer rescue.Log()
		next, stop := iter.Pull(func(yield func(int) bool) {
			boom()
			yield(1)
		})
		defer stop()
		next()
	}()
}

// The body of a range over a function runs on the goroutine that ranges, under
// the guard of the sequence stops its panic, which the runtime answers with
// another since a sequence must not hide a panic of the body.
// DESIGN §4 row 20.
// verdict: dies
func caseSequenceGuards() {
	guarded := func(yield func(int) bool) {
		defer rescue.Log()
		yield(1)
	}
	go func() {
		for range guarded {
			boom()
		}
	}()
}
