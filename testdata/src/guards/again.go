package main

import (
	"errors"
	"fmt"
	"log"
	"os"
	"runtime"
	"testing"

	"guards/rescue"
)

// Handlers that panic again, on purpose or not, and ends that are no panics.

// The handler panics for a reason of its own.
// DESIGN §4 row 16.
// verdict: dies
func caseHandlerPanics() {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				panic("the handler is not written yet") // want `\[taskrecover/ineffective certain\]`
			}
		}()
		boom()
	}()
}

func explain(r any) string {
	if s, ok := r.(string); ok {
		panic("unexpected string: " + s)
	}
	return "no string"
}

// DESIGN §4 row 16: in what it calls, and for some values only.
// verdict: dies
// model: depends (explain panics for strings)
func caseHandlerCallsWhatPanics() {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Println(explain(r)) // at possible: ineffective
			}
		}()
		boom()
	}()
}

// DESIGN §4 row 16: an outer guard stops what the handler panics with.
// SEMANTICS P7.
// verdict: survives
func caseHandlerPanicsUnderGuard() {
	go func() {
		defer rescue.Log()
		defer func() {
			if r := recover(); r != nil {
				panic(fmt.Sprint("worse: ", r))
			}
		}()
		boom()
	}()
}

// DESIGN §4 row 17, PEERS E9, SEMANTICS P5.
// verdict: dies
func caseRepanic() {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Println(r)
				panic(r) // at possible: ineffective
			}
		}()
		boom()
	}()
}

// DESIGN §4 row 17, PEERS E9.
// verdict: dies
func caseRepanicByLog() {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Panicf("worker: %v", r) // at possible: ineffective
			}
		}()
		boom()
	}()
}

// DESIGN §4 row 17: dressed up.
// verdict: dies
func caseRepanicWrapped() {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				panic(fmt.Errorf("worker: %v", r)) // at possible: ineffective
			}
		}()
		boom()
	}()
}

// DESIGN §4 row 17, PEERS E9: the panic is deferred.
// verdict: dies
func caseRepanicDeferred() {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				defer panic(r) // at possible: ineffective
				log.Println(r)
			}
		}()
		boom()
	}()
}

// DESIGN §4 row 17: by a helper of another package.
// verdict: dies
func caseRepanicOtherPackage() {
	go func() {
		defer rescue.Rethrow() // at possible: ineffective
		boom()
	}()
}

// PEERS E9, SEMANTICS P8: by a variable of another package.
// verdict: depends
// dies with: GUARD=
// survives with: GUARD=1
func caseRepanicByVariable() {
	rescue.Crash = !on()
	go func() {
		defer rescue.Handle() // at possible: ineffective
		boom()
	}()
}

var errSentinel = errors.New("sentinel")

// PEERS E9: all but one value go on.
// verdict: dies
// model: depends (the sentinel is stopped)
func caseRepanicAllButOne() {
	go func() {
		defer func() {
			if r := recover(); r != nil && r != errSentinel {
				panic(r) // at possible: ineffective
			}
		}()
		boom()
	}()
}

// SEMANTICS P10: one value goes on.
// verdict: survives
// model: depends (the sentinel goes on)
func caseRepanicOne() {
	go func() {
		defer func() {
			r := recover()
			if r == errSentinel {
				panic(r) // at possible: ineffective
			}
			log.Println(r)
		}()
		boom()
	}()
}

// SEMANTICS P7: an inner guard lets it go on, an outer one stops it.
// verdict: survives
func caseRepanicUnderGuard() {
	go func() {
		defer rescue.Log()
		func() {
			defer rescue.Rethrow()
			boom()
		}()
	}()
}

// SEMANTICS P6: the value is kept, and panics later on the same goroutine.
// verdict: dies
func caseRepanicLater() {
	go func() {
		var kept any
		func() {
			defer func() { kept = recover() }()
			boom()
		}()
		if kept != nil {
			panic(kept) // op
		}
	}()
}

// SEMANTICS P6: on another goroutine, where nothing can stop it.
// verdict: dies
func caseRepanicElsewhere() {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				go panic(r) /* at possible: ineffective */ // op
			}
		}()
		boom()
	}()
}

// DESIGN §4 row 25: the join panics with what the task left, in the goroutine
// that joins.
// verdict: survives
func caseRepanicAtJoin() {
	go func() {
		defer rescue.Log()
		kept := make(chan any, 1)
		go func() {
			defer func() { kept <- recover() }()
			boom()
		}()
		if r := <-kept; r != nil {
			panic(r) // op
		}
	}()
}

// DESIGN §4 row 25: and nothing stops it there.
// verdict: dies
func caseRepanicAtBareJoin() {
	go func() {
		kept := make(chan any, 1)
		go func() {
			defer func() { kept <- recover() }()
			boom()
		}()
		if r := <-kept; r != nil {
			panic(r) // op
		}
	}()
}

// PEERS E17: the assertion fails, also when there was no panic.
// verdict: dies
// verdict(calm): dies
func caseAssertRecovered() {
	go func() {
		defer func() {
			err := recover().(error) // want `\[taskrecover/ineffective certain\]`
			log.Println(err)
		}()
		boom()
	}()
}

// PEERS E17: the assertion holds for this panic, and fails when there is none.
// verdict: survives
// verdict(calm): dies
// model: crashes (the handler panics unless the value is an error)
func caseAssertRecoveredError() {
	go func() {
		defer func() {
			err := recover().(error) // want `\[taskrecover/ineffective certain\]`
			log.Println(err)
		}()
		boomError()
	}()
}

// PEERS E17: behind the nil test it fails for values that are no errors.
// verdict: dies
// model: depends (the value may be an error)
func caseAssertNonNil() {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Println(r.(error)) // at possible: ineffective
			}
		}()
		boom()
	}()
}

// PEERS E17: with comma-ok it never fails.
// verdict: survives
func caseAssertCommaOK() {
	go func() {
		defer func() {
			err, ok := recover().(error)
			log.Println(err, ok)
		}()
		boom()
	}()
}

// DESIGN §4 row 19: Goexit in a deferred call ends the panic with the
// goroutine.
// verdict: survives
func caseGoexitDeferred() {
	go func() {
		defer runtime.Goexit() // want `\[taskrecover/swallowed certain\]`
		boom()
	}()
}

// DESIGN §4 row 19.
// verdict: survives
func caseGoexitInHandler() {
	go func() {
		defer func() {
			log.Println("leaving")
			runtime.Goexit() // want `\[taskrecover/swallowed certain\]`
		}()
		boom()
	}()
}

// DESIGN §4 row 26, PEERS E15: Goexit is no panic.
// verdict: survives
// model: none (not a panic)
func caseGoexit() {
	go func() {
		reached()
		defer func() { log.Println(recover()) }() // at possible: ineffective
		if armed() {
			runtime.Goexit()
		}
	}()
}

// DESIGN §4 row 26, PEERS E18: log.Fatal is no panic.
// verdict: exits
// verdict(calm): survives
// model: none (not a panic)
func caseLogFatal() {
	go func() {
		reached()
		defer rescue.Log() // at possible: ineffective
		if armed() {
			log.Fatal("fatal")
		}
	}()
}

// DESIGN §4 row 26, PEERS E18: neither is os.Exit.
// verdict: exits
// verdict(calm): survives
// model: none (not a panic)
func caseOsExit() {
	go func() {
		reached()
		defer rescue.Log() // at possible: ineffective
		if armed() {
			os.Exit(1)
		}
	}()
}

// DESIGN §4 row 19, PEERS E15: FailNow is a Goexit.
// verdict: survives
func caseFailNowDeferred() {
	var t testing.T
	go func() {
		defer t.FailNow() // at possible: swallowed
		boom()
	}()
}

// PEERS E20: a panic with nil is one.
// verdict: survives
func casePanicNil() {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Println(r)
			}
		}()
		boomNil()
	}()
}

// PEERS E20: with the setting of old it is stopped, and not seen.
// verdict: survives
// survives with: GODEBUG=panicnil=1
func casePanicNilOfOld() {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Println(r)
			}
		}()
		boomNil()
	}()
}

// SEMANTICS P11: the callback may be nil; the panic is stopped all the same.
// verdict: survives
func caseCallbackMayBeNil() {
	var onPanic func(any)
	start := func(f func()) {
		go func() {
			defer func() {
				if r := recover(); r != nil && onPanic != nil {
					onPanic(r)
				}
			}()
			f()
		}()
	}
	start(func() { boom() })
}

// A deferred exit leaves no panic to stop; what it was is lost.
// DESIGN §4 row 26.
// verdict: exits
// verdict(calm): exits
// model: contained (it leaves no panic)
func caseExitDeferred() {
	go func() {
		defer func() {
			log.Println("shutdown complete")
			os.Exit(1) // at possible: swallowed
		}()
		boom()
	}()
}
