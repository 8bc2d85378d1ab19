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

// Goroutines from a table of functions.
// DESIGN §4 row 3.
// verdict: dies
func caseTableOfFunctions() {
	jobs := map[string]func(){
		"ship": func() {
			defer recover() // want `\[taskrecover/ineffective certain\]`
			boom()
		},
	}
	for _, job := range jobs {
		go job()
	}
}

// The same, by index.
// DESIGN §4 row 3.
// verdict: dies
func caseElementStarted() {
	jobs := []func(){
		func() {
			defer recover() // want `\[taskrecover/ineffective certain\]`
			boom()
		},
	}
	go jobs[0]()
}

// A literal that is sent to a worker.
// DESIGN §4 row 3.
// verdict: dies
func caseLiteralSent() {
	jobs := make(chan func(), 1)
	go func() {
		for job := range jobs {
			job()
		}
	}()
	jobs <- func() {
		defer recover() // want `\[taskrecover/ineffective certain\]`
		boom()
	}
	close(jobs)
}

// The helper of another package is wrapped in a function that returns what it
// returns, one call too deep.
// FIXES.
// verdict: dies
func caseWrapperReturns() {
	go func() {
		defer returnError()
		boom()
	}()
}

func returnError() error {
	return rescue.Err() // want `\[taskrecover/ineffective certain\]`
}

// The guard of each item throws the panic away.
// FIXES.
// verdict: survives
func caseItemSwallowed() {
	go func() {
		for range 2 {
			func() {
				defer func() { recover() }() // want `\[taskrecover/swallowed certain\]`
				boom()
			}()
		}
	}()
}

// To close a channel where the panic is known tells of it.
// DESIGN §4 row 1.
// verdict: survives
func caseCloseTells() {
	failed := make(chan struct{})
	go func() {
		defer func() {
			if recover() != nil {
				close(failed)
			}
		}()
		boom()
	}()
}

// Another deferred call tells, by the value that it finds.
// DESIGN §4 row 1.
// verdict: survives
func caseAnotherDeferTells() {
	done := make(chan bool, 1)
	go func() {
		ok := false
		defer func() { done <- ok }()
		defer func() {
			recover() // at possible: swallowed
		}()
		boom()
		ok = true
	}()
}

// Nothing else can fail: the branch is never taken.
// DESIGN §4 row 13.
// verdict: survives
// model: none (nothing fails)
func caseNothingToGuard() {
	stop := make(chan struct{})
	close(stop)
	reached()
	go func() {
		if r := recover(); r != nil {
			panic(r)
		}
		<-stop
	}()
}

var endsOnError bool

func complain(format string, args ...any) {
	if endsOnError {
		log.Fatalf(format, args...)
	}
	log.Printf(format, args...)
}

// What may end the program is no guard, and is not meant as one.
// verdict: dies
// model: none (nothing looks like a guard)
func caseComplains() {
	go func() {
		defer func() {
			if armed() {
				complain("armed: %v", true)
			}
		}()
		boom()
	}()
}

func reportAgain() {
	if r := recover(); r != nil {
		log.Println(r)
		panic(r)
	}
}

// What is reported and raised again below may be dropped then.
// verdict: survives
func caseReportedBelow() {
	go func() {
		defer func() {
			recover() // at possible: swallowed
		}()
		defer reportAgain()
		boom()
	}()
}
