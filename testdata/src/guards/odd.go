package main

import (
	"log"
	"sync"
	"sync/atomic"
	"time"

	"guards/rescue"
	"guards/safe"
)

// Forms of handlers and of deferred calls that are seen less often.

// A handler on another goroutine sees no panic.
// DESIGN §4 row 21.
// verdict: dies
func caseRecoverInGoOfHandler() {
	go func() {
		defer func() {
			go func() {
				log.Println(recover()) // want `\[taskrecover/ineffective certain\]`
			}()
		}()
		boom()
	}()
}

func logStarted() {
	log.Println(recover())
}

// A helper that is started where it has to be deferred.
// DESIGN §4 row 21.
// verdict: dies
func caseHelperStarted() {
	go func() {
		go logStarted() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// The deferred call of a helper in the body of a range over a function is the
// handler's own: one frame too deep again.
// DESIGN §4 row 11.
// verdict: dies
func caseHelperInRangeFuncOfHandler() {
	go func() {
		defer func() {
			for range once {
				defer logInRange() // want `\[taskrecover/ineffective certain\]`
			}
		}()
		boom()
	}()
}

func logInRange() {
	log.Println(recover())
}

// A helper of another package that guards itself, and nobody else.
// DESIGN §4 row 8.
// verdict: dies
func caseOtherPackageNested() {
	go func() {
		defer rescue.Nested() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

func guardsItself() {
	defer func() {
		log.Println(recover()) // want `\[taskrecover/ineffective likely\]`
	}()
	log.Println("cleaning up")
}

// The same in this package.
// DESIGN §4 row 8.
// verdict: dies
func caseDeferredGuardsItself() {
	go func() {
		defer guardsItself()
		boom()
	}()
}

// The handler has a parameter.
// DESIGN §4 row 1.
// verdict: survives
func caseHandlerWithArgument() {
	go func() {
		defer func(name string) {
			if r := recover(); r != nil {
				log.Println(name, r)
			}
		}("job")
		boom()
	}()
}

// The handler is a variadic function.
// DESIGN §4 row 2.
// verdict: survives
func caseVariadicHelper() {
	go func() {
		defer logWith("job", 1, 2)
		boom()
	}()
}

func logWith(args ...any) {
	if r := recover(); r != nil {
		log.Println(append(args, r)...)
	}
}

// The guard is a parameter of the function that defers it.
// PEERS E22.
// verdict: survives
// model: depends (the values of parameters are not followed)
func caseGuardIsParameter() {
	runUnder := func(guard func()) {
		defer guard()
		boom()
	}
	go runUnder(rescue.Log)
}

func workUnder(guard func()) {
	defer guard()
	boom()
}

// The same, with a named function.
// PEERS E22.
// verdict: survives
// model: depends (the values of parameters are not followed)
// op: workUnder
func caseGuardIsParameterOfFunction() {
	go workUnder(rescue.Log)
}

// A type switch on the recovered value.
// DESIGN §4 row 1.
// verdict: survives
func caseTypeSwitch() {
	go func() {
		defer func() {
			switch r := recover().(type) {
			case nil:
			case error:
				log.Println("error:", r)
			default:
				log.Println("value:", r)
			}
		}()
		boom()
	}()
}

// A flag is stored, though not the value.
// DESIGN §4 row 1.
// verdict: survives
func caseFlagStored() {
	var failed atomic.Bool
	go func() {
		defer func() {
			if recover() != nil {
				failed.Store(true)
			}
		}()
		boom()
	}()
}

// Done in the handler says nothing of the failure.
// DESIGN §4 row 1.
// verdict: survives
func caseSwallowedThenDone() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer func() {
			recover() // want `\[taskrecover/swallowed certain\]`
			wg.Done()
		}()
		boom()
	}()
	wg.Wait()
}

// The handler leaves the path that has no panic early.
// DESIGN §4 row 1.
// verdict: survives
func caseHandlerReturnsEarly() {
	go func() {
		defer func() {
			r := recover()
			if r == nil {
				return
			}
			log.Println(r)
		}()
		boom()
	}()
}

// Nothing is sent after the panic: that is a lost-result of taskresult, and said
// once.
// PEERS E17.
// verdict: survives
func caseSwallowedAndNothingSent() {
	results := make(chan int, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
			}
		}()
		boom()
		results <- 1
	}()
	select {
	case n := <-results:
		log.Println(n)
	case <-time.After(20 * time.Millisecond):
	}
}

type swallower struct{}

func (swallower) stop() {
	recover() // want `\[taskrecover/swallowed certain\]`
}

// A helper that swallows, deferred at two places: one report.
// DESIGN §4 row 2.
// verdict: survives
func caseHelperSwallowsTwice() {
	var s swallower
	go func() {
		defer s.stop()
		boom()
	}()
	go func() {
		defer s.stop()
		boom()
	}()
}

// The guard is deferred in a block, which is no function.
// DESIGN §4 row 2.
// verdict: survives
func caseDeferInBlock() {
	go func() {
		{
			defer rescue.Log()
		}
		boom()
	}()
}

// An endless loop that registers its guard first.
// DESIGN §4 row 15.
// verdict: survives
func caseDeferBeforeSelect() {
	quit := make(chan struct{})
	go func() {
		defer rescue.Log()
		for {
			select {
			case <-quit:
				return
			default:
				boom()
				close(quit)
			}
		}
	}()
}

// A switch whose branches all register one.
// DESIGN §4 row 15.
// verdict: survives
// survives with: GUARD=
// survives with: GUARD=1
func caseDeferInAllBranchesOfSwitch() {
	go func() {
		switch {
		case on():
			defer rescue.Log() // at possible: ineffective
		default:
			defer rescue.Quiet() // at possible: ineffective
		}
		boom()
	}()
}

// A literal that is a guard is assigned, and deferred by its name.
// PEERS E21.
// verdict: survives
func caseVariableInTask() {
	go func() {
		guard := func() { log.Println(recover()) }
		defer guard()
		boom()
	}()
}

type hooks struct{ logger }

// PEERS E21: promoted from an embedded interface.
// verdict: survives
func caseEmbeddedInterface() {
	h := hooks{ifaceLogger{}}
	go func() {
		defer h.log()
		boom()
	}()
}

// PEERS E21: a method value of an interface.
// verdict: survives
func caseInterfaceMethodValue() {
	var l logger = ifaceLogger{}
	go func() {
		f := l.log
		defer f()
		boom()
	}()
}

// PEERS E21: a method expression of an interface.
// verdict: survives
func caseInterfaceMethodExpression() {
	go func() {
		defer logger.log(ifaceLogger{})
		boom()
	}()
}

// PEERS E21: the variable's type is a defined one.
// verdict: survives
func caseDefinedFuncType() {
	type hook func()
	var h hook = logPlain
	go func() {
		defer h()
		boom()
	}()
}

type loggerOf[T any] interface{ log() }

func runWith[L loggerOf[int]](l L) {
	defer l.log()
	boom()
}

// PEERS E21: the method of a type parameter.
// verdict: survives
// model: depends (a type parameter is an interface)
// op: runWith
func caseTypeParameterMethod() {
	go runWith(genericLogger[int]{})
}

// A goroutine that a guarded goroutine starts by a wrapper that guards.
// DESIGN §4 row 21.
// verdict: survives
func caseWrapperInGoroutine() {
	go func() {
		safe.Go(func() { boom() })
	}()
}

// The same by a wrapper that does not.
// DESIGN §4 row 21.
// verdict: dies
func caseBareWrapperInGuarded() {
	go func() {
		defer rescue.Log()
		safe.Bare(func() { boom() })
	}()
}

// Errors of the run time are panics too.
// DESIGN §4 row 2.
// verdict: survives
func caseRuntimeError() {
	go func() {
		reached()
		defer rescue.Log() // at possible: ineffective
		var items []int
		if !armed() {
			items = []int{1}
		}
		log.Println(items[0])
		boom()
	}()
}

// The guard panics no more when it is deferred by what it guards against.
// DESIGN §4 row 16, SEMANTICS P7: a panic replaces another, and is stopped.
// verdict: survives
func casePanicReplaced() {
	go func() {
		defer rescue.Log()
		defer rescue.Rethrow()
		boom()
	}()
}

// Rethrow runs last.
// DESIGN §4 row 17: the guard has stopped the panic before it.
// verdict: survives
func caseRethrowAfterGuard() {
	go func() {
		defer rescue.Rethrow()
		defer rescue.Log()
		boom()
	}()
}

// withCleanup defers the first function that it is given.
func withCleanup(cleanup, f func()) {
	defer cleanup()
	f() // op
}

// A recover in a function that is handed to one that defers it.
// DESIGN §4 row 4.
// verdict: survives
// model: depends (the values of parameters are not followed)
// op: withCleanup
func caseHandedToDefer() {
	go func() {
		withCleanup(func() {
			if r := recover(); r != nil {
				log.Println(r)
			}
		}, boom)
	}()
}

// guardsOn is a switch of the build.
const guardsOn = false

// DESIGN §4 row 15: switched off on purpose.
// verdict: dies
func caseSwitchedOff() {
	go func() {
		defer func() {
			if guardsOn {
				log.Println(recover()) // at possible: ineffective
			}
		}()
		boom()
	}()
}

// A function of that name that takes arguments is for something else.
// DESIGN §4 row 18.
// verdict: dies
func caseRecoverOfState() {
	recover := func(state string) { log.Println("recovering", state) }
	go func() {
		defer recover("snapshot")
		boom()
	}()
}
