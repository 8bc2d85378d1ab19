package main

import (
	"fmt"
	"log"
	"os"
	"sync"

	"guards/rescue"
)

// When and where the guard is registered, and what runs after it.

// An ordinary call before the guard.
// DESIGN §4 row 14.
// verdict: dies
func caseLateGuard() {
	go func() {
		boom()
		defer rescue.Log() // at possible: ineffective
	}()
}

// DESIGN §4 row 14.
// verdict: dies
func caseLateLiteral() {
	go func() {
		boom()
		defer func() { log.Println(recover()) }() // at possible: ineffective
		log.Println("working")
	}()
}

// DESIGN §4 row 14, PEERS E5.
// verdict: dies
// verdict(calm): dies
func caseLateAfterNilMap() {
	go func() {
		reached()
		var m map[string]int
		m["x"] = 1                                // op
		defer func() { log.Println(recover()) }() // want `\[taskrecover/ineffective certain\]`
	}()
}

// DESIGN §4 row 14.
// verdict: dies
func caseLateAfterPanic() {
	go func() {
		reached()
		if armed() {
			panic("boom") // op
		}
		defer func() { log.Println(recover()) }() // want `\[taskrecover/ineffective certain\]`
	}()
}

// What stands before the guard cannot panic.
// DESIGN §4 row 14, PEERS E5.
// verdict: survives
func caseHarmlessBeforeGuard() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		n := 1
		defer rescue.Log()
		boom()
		_ = n
	}()
	wg.Wait()
}

// One operation before the guard, one after it.
// DESIGN §4 row 14.
// verdict: dies
func caseLateForOneOfTwo() {
	go func() {
		boom()
		defer rescue.Log() // at possible: ineffective
		boom()
	}()
}

// DESIGN §4 row 15, PEERS E6, SEMANTICS P8.
// verdict: depends
// dies with: GUARD=
// survives with: GUARD=1
func caseConditionalDefer() {
	go func() {
		if on() {
			defer rescue.Log() // at possible: ineffective
		}
		boom()
	}()
}

// Both branches register one.
// DESIGN §4 row 15.
// verdict: survives
// survives with: GUARD=
// survives with: GUARD=1
func caseDeferOnBothBranches() {
	go func() {
		if on() {
			defer rescue.Log() // at possible: ineffective
		} else {
			defer func() { log.Println(recover()) }() // at possible: ineffective
		}
		boom()
	}()
}

// The path without the guard returns before the operation.
// DESIGN §4 row 15.
// verdict: survives
func caseEarlyReturnBeforeGuard() {
	reached()
	go func() {
		if !armed() {
			return
		}
		defer rescue.Log() // at possible: ineffective
		boom()
	}()
}

// The guard is registered where the operation is reached.
// DESIGN §4 row 15.
// verdict: survives
// survives with: GUARD=
// survives with: GUARD=1
func caseGuardAndOperationInOneBranch() {
	reached()
	go func() {
		if on() {
			defer rescue.Log() // at possible: ineffective
			boom()
		}
	}()
}

// DESIGN §4 row 15, PEERS E6.
// verdict: depends
// dies with: ITEMS=
// survives with: ITEMS=x
func caseDeferInLoop() {
	items := []byte(os.Getenv("ITEMS"))
	go func() {
		for range items {
			defer rescue.Log() // at possible: ineffective
		}
		boom()
	}()
}

// The operation follows the guard in the loop's body.
// DESIGN §4 row 15.
// verdict: survives
func caseDeferInLoopAroundOperation() {
	go func() {
		for range 2 {
			defer rescue.Log()
			boom()
		}
	}()
}

// DESIGN §4 row 15, PEERS E6, SEMANTICS P8: the recover is conditional.
// verdict: depends
// dies with: GUARD=
// survives with: GUARD=1
func caseConditionalRecover() {
	go func() {
		defer func() {
			if on() {
				log.Println(recover()) // at possible: ineffective
			}
		}()
		boom()
	}()
}

// The handler leaves before its recover.
// DESIGN §4 row 15.
// verdict: depends
// dies with: GUARD=
// survives with: GUARD=1
func caseRecoverAfterReturn() {
	go func() {
		defer func() {
			if !on() {
				return
			}
			log.Println(recover()) // at possible: ineffective
		}()
		boom()
	}()
}

// DESIGN §4 row 15: a switch that has no default.
// verdict: depends
// dies with: GUARD=
// survives with: GUARD=1
func caseDeferInSwitch() {
	go func() {
		switch os.Getenv("GUARD") {
		case "1":
			defer rescue.Log() // at possible: ineffective
		}
		boom()
	}()
}

// DESIGN §4 row 15: skipped by a goto.
// verdict: depends
// dies with: GUARD=
// survives with: GUARD=1
func caseDeferSkippedByGoto() {
	go func() {
		if !on() {
			goto work
		}
		defer rescue.Log() // at possible: ineffective
	work:
		boom()
	}()
}

func guardIf(enabled bool) func() {
	if !enabled {
		return func() {}
	}
	return func() { log.Println(recover()) } // at possible: ineffective
}

// DESIGN §4 row 15: the factory decides.
// verdict: depends
// dies with: GUARD=
// survives with: GUARD=1
func caseCurriedConditionally() {
	go func() {
		defer guardIf(on())()
		boom()
	}()
}

// DESIGN §4 row 15: the variable is assigned twice.
// verdict: depends
// dies with: GUARD=
// survives with: GUARD=1
func caseVariableAssignedTwice() {
	guard := func() {}
	if on() {
		guard = rescue.Log
	}
	go func() {
		defer guard() // at possible: ineffective
		boom()
	}()
}

// DESIGN §4 row 22, PEERS E10: the operation is in the deferred function,
// which runs after the guard.
// verdict: dies
func caseCleanupBeforeGuardPanics() {
	go func() {
		defer func() { boom() }()
		defer rescue.Log() // at possible: ineffective
		log.Println("working")
	}()
}

// DESIGN §4 row 22, PEERS E10: the cleanup runs before the guard.
// verdict: survives
func caseCleanupAfterGuardPanics() {
	go func() {
		defer rescue.Log()
		defer func() { boom() }()
		log.Println("working")
	}()
}

// DESIGN §4 row 22: both panic, and the guard gets the last.
// verdict: survives
func caseBodyAndCleanupPanic() {
	go func() {
		defer rescue.Log()
		defer func() { boom() }()
		boom()
	}()
}

// DESIGN §4 row 22: a named function as cleanup.
// verdict: dies
func caseDeferredOperationBeforeGuard() {
	go func() {
		defer boom()
		defer rescue.Log() // at possible: ineffective
		log.Println("working")
	}()
}

// DESIGN §4 row 22: one guard for each.
// verdict: survives
func caseGuardAroundCleanupAndBody() {
	go func() {
		defer rescue.Log()
		defer boom()
		defer rescue.Log()
		boom()
	}()
}

// DESIGN §4 row 23: the function is nil where it is called, at the end; the
// guard is registered after it.
// verdict: dies
func caseDeferNilBeforeGuard() {
	go func() {
		reached()
		cleanup := func() {}
		if armed() {
			cleanup = nil
		}
		defer cleanup()    // op
		defer rescue.Log() // at possible: ineffective
		log.Println("working")
	}()
}

// DESIGN §4 row 23: under a guard that was registered before.
// verdict: survives
func caseDeferNilUnderGuard() {
	go func() {
		reached()
		cleanup := func() {}
		if armed() {
			cleanup = nil
		}
		defer rescue.Log() // at possible: ineffective
		defer cleanup()    // op
		log.Println("working")
	}()
}

// PEERS E11: the handler sends on a channel that is closed by then.
// verdict: dies
func caseHandlerSendsOnClosed() {
	failures := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				failures <- fmt.Errorf("%v", r) // early-release, of taskjoin
			}
		}()
		defer close(failures)
		boom()
	}()
	<-failures
}

// PEERS E11: the right way round.
// verdict: survives
func caseHandlerSendsThenCloses() {
	failures := make(chan error, 1)
	go func() {
		defer close(failures)
		defer func() {
			if r := recover(); r != nil {
				failures <- fmt.Errorf("%v", r)
			}
		}()
		boom()
	}()
	if err := <-failures; err != nil {
		log.Println(err)
	}
}

// PEERS E12: the panic is stopped, and the waiter gone.
// verdict: survives
func caseWaiterReleasedEarly() {
	var (
		mu   sync.Mutex
		errs []error
		wg   sync.WaitGroup
	)
	wg.Add(1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				mu.Lock()
				defer mu.Unlock()
				errs = append(errs, fmt.Errorf("%v", r))
			}
		}()
		defer wg.Done()
		boom()
	}()
	wg.Wait()
	mu.Lock()
	defer mu.Unlock()
	for _, err := range errs {
		log.Println(err)
	}
}

// PEERS E13: Done is no guard.
// verdict: dies
func caseDoneWithoutGuard() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		boom()
	}()
	wg.Wait()
}

// PEERS E30: the guard stands outside the loop, so the first bad item ends it.
// verdict: survives
func caseGuardOutsideLoop() {
	go func() {
		defer rescue.Log()
		for range 3 {
			boom()
		}
	}()
}

// PEERS E30: a guard for each item.
// verdict: survives
func caseGuardPerItem() {
	go func() {
		for range 3 {
			func() {
				defer rescue.Log()
				boom()
			}()
		}
	}()
}

// PEERS E30: the panic is stopped, and the mutex stays locked.
// verdict: survives
func caseMutexStaysLocked() {
	var mu sync.Mutex
	go func() {
		defer rescue.Log()
		mu.Lock()
		boom()
		mu.Unlock()
	}()
}

// PEERS E30: the panic is stopped, and the Once is spent.
// verdict: survives
func caseOnceSpent() {
	var once sync.Once
	go func() {
		defer rescue.Log()
		once.Do(func() { boom() })
	}()
}
