package main

import (
	"fmt"
	"log"

	"guards/rescue"
	"guards/safe"
)

// Recovers that do nothing, as they were found in production.

func logTwice() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

// One helper used wrongly in one way at two places is one report, with the
// count.
// FIXES.
// verdict: dies
func caseSameMistakeFirst() {
	go func() {
		defer func() {
			logTwice() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

// FIXES.
// verdict: dies
func caseSameMistakeAgain() {
	go func() {
		defer func() {
			logTwice() // counted with the one above
		}()
		boom()
	}()
}

type service struct {
	onPanic func()
}

// A field that holds a closure which is a helper, and is called one frame too
// deep.
// FIXES.
// verdict: dies
func caseFieldCalledTooDeep() {
	s := service{onPanic: func() { log.Println(recover()) }}
	go func() {
		defer func() {
			s.onPanic() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
	}()
}

type component struct {
	onPanic func()
}

// The field, deferred itself, is a guard.
// FIXES.
// verdict: survives
func caseFieldDeferred() {
	c := component{onPanic: func() { log.Println(recover()) }}
	go func() {
		defer c.onPanic()
		boom()
	}()
}

type nestedComponent struct {
	onPanic func()
}

func logForNested() {
	log.Println(recover())
}

// The field holds a closure that calls a helper: follow the value, not the
// name.
// FIXES.
// verdict: dies
func caseFieldHoldsWrapper() {
	c := nestedComponent{onPanic: func() {
		logForNested() // want `\[taskrecover/ineffective certain\]`
	}}
	go func() {
		defer c.onPanic()
		boom()
	}()
}

type group struct{ safe.Group }

func (g *group) goBare(f func()) {
	go f()
}

// A wrapper type with one method that guards and another that does not.
// FIXES.
// verdict: dies
func caseGroupOtherMethod() {
	var g group
	g.goBare(func() { boom() })
}

// FIXES: the promoted one does.
// verdict: survives
func caseGroupPromotedMethod() {
	var g group
	g.Go(func() { boom() })
	g.Wait()
}

// The handler logs another variable than the one it recovered: the panic is
// stopped, and its value lost although something is logged.
// FIXES.
// verdict: survives
func caseLogsAnotherVariable() {
	work := func() (err error) {
		defer func() {
			if r := recover(); r != nil {
				log.Println("panic:", err)
			}
		}()
		boom()
		return nil
	}
	go work()
}

// The handler has no nil test, and reports a panic at every normal end.
// FIXES.
// verdict: survives
func caseNoNilTest() {
	go func() {
		defer func() {
			r := recover()
			log.Println(fmt.Errorf("the worker panicked: %v", r))
		}()
		boom()
	}()
}

// A helper of another package that is called first thing, and not deferred.
// FIXES, DESIGN §4 row 13.
// verdict: dies
func caseHelperOtherPackageNotDeferred() {
	go func() {
		rescue.Quiet() // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// The helper logs, and its argument is evaluated when it is deferred.
// FIXES, DESIGN §4 row 9.
// verdict: dies
func caseHelperTakesRecovered() {
	logRecovered := func(name string, r any) {
		if r != nil {
			log.Println(name, r)
		}
	}
	go func() {
		defer logRecovered("job", recover()) // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}
