package main

import (
	"fmt"
	"log"
	"reflect"
	"sync"

	"guards/rescue"
)

// Where the recover stands.

// DESIGN §4 row 1.
// verdict: survives
func caseRecoverStatement() {
	go func() {
		defer func() {
			recover() // want `\[taskrecover/swallowed certain\]`
		}()
		boom()
	}()
}

// DESIGN §4 row 1.
// verdict: survives
func caseRecoverLogged() {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Println(r)
			}
		}()
		boom()
	}()
}

// DESIGN §4 row 1: an explicit act is believed.
// verdict: survives
func caseRecoverBlank() {
	go func() {
		defer func() { _ = recover() }()
		boom()
	}()
}

// DESIGN §4 row 1, PEERS E17.
// verdict: survives
func caseRecoverEmptyIf() {
	go func() {
		defer func() {
			if r := recover(); r != nil { // want `\[taskrecover/swallowed certain\]`
			}
		}()
		boom()
	}()
}

// The value is only compared, what is logged says nothing of it: it is logged
// all the same.
// DESIGN §4 row 1.
// verdict: survives
func caseRecoverLogsNoValue() {
	go func() {
		defer func() {
			if recover() != nil {
				log.Println("the goroutine failed")
			}
		}()
		boom()
	}()
}

// The panic is stored.
// DESIGN §4 row 1, SEMANTICS P4.
// verdict: survives
func caseRecoverStored() {
	var failure any
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer func() { failure = recover() }()
		boom()
	}()
	wg.Wait()
	log.Println(failure)
}

// The panic is sent.
// DESIGN §4 row 1, SEMANTICS P4.
// verdict: survives
func caseRecoverSent() {
	failures := make(chan any, 1)
	go func() {
		defer func() { failures <- recover() }()
		boom()
	}()
	log.Println(<-failures)
}

// The panic becomes the error of the function.
// SEMANTICS P3, PEERS E29.
// verdict: survives
func caseRecoverConverted() {
	work := func() (err error) {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("panic: %v", r)
			}
		}()
		boom()
		return nil
	}
	go func() {
		if err := work(); err != nil {
			log.Println(err)
		}
	}()
}

// The panic becomes the error by a helper of another package that keeps it
// for errors.Is.
// SEMANTICS P3, PEERS E29.
// verdict: survives
func caseRecoverConvertedByHelper() {
	work := func() (err error) {
		defer rescue.Into(&err)
		boomError()
		return nil
	}
	go func() {
		if err := work(); err != nil {
			log.Println(err)
		}
	}()
}

// DESIGN §4 row 3, PEERS E1.
// verdict: dies
func caseDeferRecover() {
	go func() {
		defer recover() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// DESIGN §4 row 3.
// verdict: dies
func caseDeferRecoverParen() {
	go func() {
		defer (recover)() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

func recoverDeferred() {
	defer recover() // want `\[taskrecover/swallowed certain\]`
}

// DESIGN §4 row 4, PEERS E1.
// verdict: survives
func caseHelperDefersRecover() {
	go func() {
		defer recoverDeferred()
		boom()
	}()
}

type deferring struct{}

func (deferring) stop() {
	defer recover() // want `\[taskrecover/swallowed certain\]`
}

// DESIGN §4 row 4.
// verdict: survives
func caseMethodDefersRecover() {
	var d deferring
	go func() {
		defer d.stop()
		boom()
	}()
}

func recoverDeferredIn[T any](T) {
	defer recover() // want `\[taskrecover/swallowed certain\]`
}

// DESIGN §4 row 4.
// verdict: survives
func caseGenericDefersRecover() {
	go func() {
		defer recoverDeferredIn("job")
		boom()
	}()
}

// DESIGN §4 row 4.
// verdict: survives
func caseOtherPackageDefersRecover() {
	go func() {
		defer rescue.Deferred() // want `\[taskrecover/swallowed certain\]`
		boom()
	}()
}

func recoverDeferredToo() { defer recover() }

// The helper is right when it is deferred, and is not.
// DESIGN §4 row 4.
// verdict: dies
func caseHelperDefersRecoverDeep() {
	go func() {
		defer func() {
			recoverDeferredToo() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// DESIGN §4 row 6, PEERS E3.
// verdict: dies
func caseRecoverInNestedLiteral() {
	go func() {
		defer func() {
			func() {
				log.Println(recover()) // want `\[taskrecover/ineffective certain\]`
			}()
		}()
		boom()
	}()
}

// DESIGN §4 row 7.
// verdict: survives
func caseLiteralDefersRecover() {
	go func() {
		defer func() {
			defer recover() // want `\[taskrecover/swallowed certain\]`
		}()
		boom()
	}()
}

// DESIGN §4 row 8, PEERS E3.
// verdict: dies
func caseLiteralDefersLiteral() {
	go func() {
		defer func() {
			defer func() {
				log.Println(recover()) // want `\[taskrecover/ineffective certain\]`
			}()
		}()
		boom()
	}()
}

// Two of them: recover is called by a deferred function again, but by one of
// a frame that does not panic.
// DESIGN §4 row 8.
// verdict: dies
func caseLiteralDefersLiteralDefersRecover() {
	go func() {
		defer func() {
			defer func() {
				defer recover() // want `\[taskrecover/ineffective certain\]`
			}()
		}()
		boom()
	}()
}

func report(r any) {
	if r != nil {
		log.Println("reported:", r)
	}
}

// DESIGN §4 row 9, PEERS E4.
// verdict: dies
func caseRecoverAsArgument() {
	go func() {
		defer report(recover()) // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// DESIGN §4 row 9, PEERS E4.
// verdict: dies
func caseRecoverAsArgumentOfLiteral() {
	go func() {
		defer func(r any) { report(r) }(recover()) // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// DESIGN §4 row 9, PEERS E4: evaluated inside the deferred function.
// verdict: survives
func caseRecoverAsArgumentInHandler() {
	go func() {
		defer func() { defer report(recover()) }()
		boom()
	}()
}

// The recover is an argument of a call in the handler.
// DESIGN §4 row 1.
// verdict: survives
func caseRecoverAsArgumentOfCall() {
	go func() {
		defer func() { report(recover()) }()
		boom()
	}()
}

// DESIGN §4 row 10.
// verdict: dies
func caseOnceDo() {
	var once sync.Once
	go func() {
		defer once.Do(func() {
			log.Println(recover()) // want `\[taskrecover/ineffective certain\]`
		})
		boom()
	}()
}

// DESIGN §4 row 10, PEERS E3.
// verdict: dies
func caseOnceFunc() {
	go func() {
		defer sync.OnceFunc(func() {
			log.Println(recover()) // want `\[taskrecover/ineffective certain\]`
		})()
		boom()
	}()
}

func logReflected() {
	log.Println(recover())
}

// DESIGN §4 row 10.
// verdict: dies
func caseReflectCall() {
	f := reflect.ValueOf(logReflected)
	go func() {
		defer f.Call(nil)
		boom()
	}()
}

type reflected struct{}

func (reflected) Log() {
	log.Println(recover())
}

// DESIGN §4 row 10: neither does the method of a value.
// verdict: dies
func caseReflectMethodCall() {
	m := reflect.ValueOf(reflected{}).Method(0)
	go func() {
		defer m.Call(nil)
		boom()
	}()
}

// A method value that reflection made is called without a frame of its own.
// DESIGN §4 row 10.
// verdict: survives
// model: depends (reflection is outside)
func caseReflectMethodInterface() {
	f := reflect.ValueOf(reflected{}).Method(0).Interface().(func())
	go func() {
		defer f()
		boom()
	}()
}

func once(yield func(int) bool) {
	yield(1)
}

// DESIGN §4 row 11.
// verdict: dies
func caseRecoverInRangeFuncOfHandler() {
	go func() {
		defer func() {
			for range once {
				log.Println(recover()) // want `\[taskrecover/ineffective certain\]`
			}
		}()
		boom()
	}()
}

// DESIGN §4 row 11: a deferred call belongs to the function, not to the body.
// verdict: survives
// model: depends (whether the body runs is up to the sequence)
func caseDeferRecoverInRangeFuncOfHandler() {
	go func() {
		defer func() {
			for range once {
				defer recover() // at possible: ineffective
			}
		}()
		boom()
	}()
}

// DESIGN §4 row 12, PEERS E6.
// verdict: survives
// model: depends (whether the body runs is up to the sequence)
func caseDeferInRangeFunc() {
	go func() {
		for range once {
			defer func() { log.Println(recover()) }() // at possible: ineffective
		}
		boom()
	}()
}

// The operation stands in the body, after the guard.
// DESIGN §4 row 12.
// verdict: survives
func caseDeferInRangeFuncAroundOperation() {
	go func() {
		for range once {
			defer func() { log.Println(recover()) }()
			boom()
		}
	}()
}

// DESIGN §4 row 13.
// verdict: dies
func caseRecoverNotDeferred() {
	go func() {
		if r := recover(); r != nil { // want `\[taskrecover/ineffective certain\]`
			log.Println(r)
		}
		boom()
	}()
}

// DESIGN §4 row 13: neither before nor after.
// verdict: dies
func caseRecoverNotDeferredAfter() {
	go func() {
		boom()
		if r := recover(); r != nil { // want `\[taskrecover/ineffective certain\]`
			log.Println(r)
		}
	}()
}

// DESIGN §4 row 13: a literal that is called in place.
// verdict: dies
func caseRecoverInCalledLiteral() {
	go func() {
		func() {
			log.Println(recover()) // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// DESIGN §4 row 18, PEERS E8.
// verdict: dies
func caseShadowedLocal() {
	recover := func() any { return nil }
	go func() {
		defer func() { _ = recover() }() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// DESIGN §4 row 18: a parameter.
// verdict: dies
func caseShadowedParameter() {
	start := func(recover func() any) {
		go func() {
			defer func() { log.Println(recover()) }() // want `\[taskrecover/ineffective certain\]`
			boom()
		}()
	}
	start(func() any { return nil })
}

type recoverer struct{}

func (recoverer) recover() any { return nil }

// A method of that name is nobody's mistake for the builtin, and stops
// nothing.
// DESIGN §4 row 18.
// verdict: dies
func caseMethodNamedRecover() {
	var s recoverer
	go func() {
		defer func() { _ = s.recover() }()
		boom()
	}()
}

type realRecoverer struct{}

func (realRecoverer) recover() {
	log.Println(recover())
}

// A method of that name that calls the builtin is a helper.
// DESIGN §4 row 18.
// verdict: survives
func caseHelperNamedRecover() {
	var s realRecoverer
	go func() {
		defer s.recover()
		boom()
	}()
}

func callsPlain() {
	logWrapped() // want `\[taskrecover/ineffective certain\]`
}

func logWrapped() {
	log.Println(recover())
}

// DESIGN §4 row 5, PEERS E2: the deferred function is a named one.
// verdict: dies
func caseNamedFunctionCallsHelper() {
	go func() {
		defer callsPlain()
		boom()
	}()
}

type wrapping struct{}

func (wrapping) Handle() {
	logWrappedByMethod() // want `\[taskrecover/ineffective certain\]`
}

func logWrappedByMethod() {
	log.Println(recover())
}

// DESIGN §4 row 5, PEERS E2.
// verdict: dies
func caseMethodCallsHelper() {
	go func() {
		defer wrapping{}.Handle()
		boom()
	}()
}

// DESIGN §4 row 5, PEERS E2: what the other package defers is out of reach.
// verdict: dies
func caseOtherPackageCallsHelper() {
	go func() {
		defer rescue.Wrapped() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// The handler calls a helper that stops nothing there, and recovers itself.
// DESIGN §4 row 5.
// verdict: survives
func caseHelperThenOwnRecover() {
	go func() {
		defer func() {
			logWrapped()
			log.Println(recover())
		}()
		boom()
	}()
}

// The guard that works stands behind one that does not.
// DESIGN §4 row 3.
// verdict: survives
func caseDeferRecoverUnderGuard() {
	go func() {
		defer rescue.Log()
		defer recover()
		boom()
	}()
}

func makeLogUncalled() func() {
	return func() { log.Println(recover()) }
}

// The result of the deferred call is the guard, and is thrown away.
// PEERS E21.
// verdict: dies
func caseCurriedUncalled() {
	go func() {
		defer makeLogUncalled() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// PEERS E21.
// verdict: survives
func caseCurriedOtherPackage() {
	go func() {
		defer rescue.Make("job")()
		boom()
	}()
}

// PEERS E21: a helper of another package that is a method of a pointer.
// verdict: survives
func caseMethodOtherPackage() {
	l := &rescue.Logger{Name: "job"}
	go func() {
		defer l.Log()
		boom()
	}()
}

type ownLogger struct{ *rescue.Logger }

// PEERS E21: promoted from a type of another package, as a method value.
// verdict: survives
func casePromotedMethodValueOtherPackage() {
	l := ownLogger{&rescue.Logger{Name: "job"}}
	go func() {
		f := l.Log
		defer f()
		boom()
	}()
}

// PEERS E21: the helper has a parameter.
// verdict: survives
func caseGenericWithArgument() {
	failures := make(chan string, 1)
	go func() {
		defer sendPanic[string](failures)
		boom()
	}()
}

func sendPanic[T any](failures chan<- T) {
	if r, ok := recover().(T); ok {
		failures <- r
	}
}

// PEERS E24: parentheses.
// verdict: survives
func caseParenthesised() {
	go (func() {
		defer (func() { log.Println(recover()) })()
		boom()
	})()
}

// Two deferred calls: the value is gone for the second.
// DESIGN §4 row 1.
// verdict: survives
func caseTwoGuards() {
	go func() {
		defer func() { log.Println("outer", recover()) }()
		defer func() { log.Println("inner", recover()) }()
		boom()
	}()
}

// A handler that calls itself: only the first frame counts, and it is the one
// that recovers.
// DESIGN §4 row 2.
// verdict: survives
func caseRecursiveHelper() {
	go func() {
		defer recursiveHelper(3)
		boom()
	}()
}

func recursiveHelper(n int) {
	log.Println(n, recover())
	if n > 0 {
		recursiveHelper(n - 1)
	}
}

// A handler that recovers at the bottom of its recursion only: too deep.
// DESIGN §4 row 5.
// verdict: dies
// model: depends (the first frame recovers if n is 0)
func caseRecursiveHelperAtTheBottom() {
	go func() {
		defer recursiveBottom(3)
		boom()
	}()
}

func recursiveBottom(n int) {
	if n == 0 {
		log.Println(recover()) // at possible: ineffective
		return
	}
	recursiveBottom(n - 1)
}
