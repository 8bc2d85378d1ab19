package main

import (
	"context"
	"log"
	"runtime"
	"sync"
	"time"

	"guards/rescue"
	"guards/safe"
)

// How goroutines are started. Each form is here with a guard and without one.

func work() {
	boom()
}

// verdict: dies
// op: work
func caseGoNamed() {
	go work()
}

// PEERS E1: the call itself.
// verdict: dies
func caseGoOperation() {
	go boom()
}

func workGuarded() {
	defer rescue.Log()
	boom()
}

// verdict: survives
// op: workGuarded
func caseGoNamedGuarded() {
	go workGuarded()
}

type worker struct{ n int }

func (w *worker) run() {
	w.n++
	boom()
}

func (w *worker) runGuarded() {
	defer w.rescue()
	w.n++
	boom()
}

func (w *worker) rescue() {
	if r := recover(); r != nil {
		log.Println(w.n, r)
	}
}

func (w *worker) runMistaken() {
	defer func() {
		w.rescue() // want `\[taskrecover/ineffective certain\]`
	}()
	w.n++
	boom()
}

// verdict: dies
// op: run
func caseGoMethod() {
	w := &worker{}
	go w.run()
}

// PEERS E21.
// verdict: survives
// op: runGuarded
func caseGoMethodGuarded() {
	w := &worker{}
	go w.runGuarded()
}

// PEERS E2.
// verdict: dies
// op: runMistaken
func caseGoMethodMistaken() {
	w := &worker{}
	go w.runMistaken()
}

type valueWorker struct{}

func (valueWorker) runValue() {
	defer rescue.Log()
	boom()
}

// verdict: survives
// op: runValue
func caseGoMethodValue() {
	f := valueWorker{}.runValue
	go f()
}

// verdict: survives
// op: runExpr
func caseGoMethodExpression() {
	go exprWorker.runExpr(exprWorker{})
}

type exprWorker struct{}

func (exprWorker) runExpr() {
	defer rescue.Log()
	boom()
}

type runner interface{ runInterface() }

type ifaceWorker struct{}

func (ifaceWorker) runInterface() {
	defer rescue.Log()
	boom()
}

// verdict: survives
// op: runInterface
func caseGoInterface() {
	var r runner = ifaceWorker{}
	go r.runInterface()
}

type mistakenRunner interface{ runMistakenly() }

type mistakenWorker struct{}

func (mistakenWorker) runMistakenly() {
	defer recover() // want `\[taskrecover/ineffective certain\]`
	boom()
}

// verdict: dies
// op: runMistakenly
func caseGoInterfaceMistaken() {
	var r mistakenRunner = mistakenWorker{}
	go r.runMistakenly()
}

type base struct{}

func (base) runBase() {
	defer rescue.Log()
	boom()
}

type derived struct{ base }

// verdict: survives
// op: runBase
func caseGoEmbedded() {
	go derived{}.runBase()
}

// PEERS E22.
// verdict: survives
func caseGoLocalVariable() {
	f := func() {
		defer rescue.Log()
		boom()
	}
	go f()
}

// verdict: dies
func caseGoLocalVariableMistaken() {
	f := func() {
		defer recover() // want `\[taskrecover/ineffective certain\]`
		boom()
	}
	go f()
}

var packageWork = func() {
	defer rescue.Log()
	boomInPackageVariable()
}

func boomInPackageVariable() {
	boom()
}

// verdict: survives
// op: boomInPackageVariable
func caseGoPackageVariable() {
	go packageWork()
}

var packageWorkMistaken = func() {
	defer recover() // want `\[taskrecover/ineffective certain\]`
	boomInPackageVariableMistaken()
}

func boomInPackageVariableMistaken() {
	boom()
}

// verdict: dies
// op: boomInPackageVariableMistaken
func caseGoPackageVariableMistaken() {
	go packageWorkMistaken()
}

func makeWork() func() {
	return func() {
		defer rescue.Log()
		boom()
	}
}

// verdict: survives
// op: makeWork
func caseGoCurried() {
	go makeWork()()
}

func makeWorkMistaken() func() {
	return func() {
		defer recover() // want `\[taskrecover/ineffective certain\]`
		boom()
	}
}

// verdict: dies
// op: makeWorkMistaken
func caseGoCurriedMistaken() {
	go makeWorkMistaken()()
}

func genericWork[T any](T) {
	defer rescue.Log()
	boom()
}

// verdict: survives
// op: genericWork
func caseGoGeneric() {
	go genericWork(1)
}

// A function value that is a field.
// verdict: survives
func caseGoField() {
	s := struct{ run func() }{run: func() {
		defer rescue.Log()
		boom()
	}}
	go s.run()
}

// DESIGN §4 row 25, SEMANTICS P5: it recovers only to panic again.
// PEERS E19.
// verdict: dies
func caseWaitGroupGo() {
	var wg sync.WaitGroup
	wg.Go(func() {
		boom()
	})
	wg.Wait()
}

func waitGroupWork() {
	boom()
}

// PEERS E19.
// verdict: dies
// op: waitGroupWork
func caseWaitGroupGoOperation() {
	var wg sync.WaitGroup
	wg.Go(waitGroupWork)
	wg.Wait()
}

// DESIGN §4 row 25.
// verdict: survives
func caseWaitGroupGoGuarded() {
	var wg sync.WaitGroup
	wg.Go(func() {
		defer rescue.Log()
		boom()
	})
	wg.Wait()
}

// DESIGN §4 row 25: the guard of who waits does not help.
// verdict: dies
func caseWaitGroupGoWaiterGuarded() {
	go func() {
		defer rescue.Log()
		var wg sync.WaitGroup
		wg.Go(func() {
			boom()
		})
		wg.Wait()
	}()
}

// DESIGN §4 row 3.
// verdict: dies
func caseWaitGroupGoMistaken() {
	var wg sync.WaitGroup
	wg.Go(func() {
		defer recover() // want `\[taskrecover/ineffective certain\]`
		boom()
	})
	wg.Wait()
}

// PEERS E19.
// verdict: dies
func caseAfterFunc() {
	time.AfterFunc(time.Microsecond, func() {
		boom()
	})
}

func timerWork() {
	boom()
}

// PEERS E19.
// verdict: dies
// op: timerWork
func caseAfterFuncOperation() {
	time.AfterFunc(time.Microsecond, timerWork)
}

// PEERS E19.
// verdict: survives
func caseAfterFuncGuarded() {
	time.AfterFunc(time.Microsecond, func() {
		defer rescue.Log()
		boom()
	})
}

// DESIGN §4 row 3.
// verdict: dies
func caseAfterFuncMistaken() {
	time.AfterFunc(time.Microsecond, func() {
		defer recover() // want `\[taskrecover/ineffective certain\]`
		boom()
	})
}

// DESIGN §4 row 21: the guard of who sets the timer does not help.
// verdict: dies
func caseAfterFuncParentGuarded() {
	go func() {
		defer rescue.Log()
		time.AfterFunc(time.Microsecond, func() { boom() })
	}()
}

// PEERS E19.
// verdict: dies
func caseContextAfterFunc() {
	ctx, cancel := context.WithCancel(context.Background())
	context.AfterFunc(ctx, func() {
		boom()
	})
	cancel()
}

// PEERS E19.
// verdict: survives
func caseContextAfterFuncGuarded() {
	ctx, cancel := context.WithCancel(context.Background())
	context.AfterFunc(ctx, func() {
		defer rescue.Log()
		boom()
	})
	cancel()
}

// DESIGN §4 row 3.
// verdict: dies
func caseContextAfterFuncMistaken() {
	ctx, cancel := context.WithCancel(context.Background())
	context.AfterFunc(ctx, func() {
		defer recover() // want `\[taskrecover/ineffective certain\]`
		boom()
	})
	cancel()
}

// PEERS E19.
// verdict: dies
func caseAddCleanup() {
	runtime.AddCleanup(new([16]byte), func(int) { boom() }, 1)
	settle()
}

// PEERS E19.
// verdict: survives
func caseAddCleanupGuarded() {
	runtime.AddCleanup(new([16]byte), func(int) {
		defer rescue.Log()
		boom()
	}, 1)
	settle()
}

// PEERS E19.
// verdict: dies
func caseSetFinalizer() {
	runtime.SetFinalizer(new([16]byte), func(*[16]byte) { boom() })
	settle()
}

// DESIGN §4 row 20: Once.Do runs the function on the caller.
// verdict: survives
func caseOnceDoUnderGuard() {
	var once sync.Once
	go func() {
		defer rescue.Log()
		once.Do(func() { boom() })
	}()
}

func goGuarded(f func()) {
	go func() {
		defer rescue.Log()
		f()
	}()
}

func goBare(f func()) {
	go func() {
		f()
	}()
}

func goDirect(f func()) {
	go f()
}

func goMistaken(f func()) {
	go func() {
		defer func() {
			logMistaken() // want `\[taskrecover/ineffective certain\]`
		}()
		f()
	}()
}

func logMistaken() {
	log.Println(recover())
}

func runGuarded(f func()) {
	defer rescue.Log()
	f()
}

func goThroughRun(f func()) {
	go runGuarded(f)
}

func goCaptured(f func()) {
	goDirect(func() {
		defer rescue.Log()
		f()
	})
}

func goCapturedBare(f func()) {
	goDirect(func() {
		f()
	})
}

// SEMANTICS S1.
// verdict: survives
func caseWrapperGuarded() {
	goGuarded(func() { boom() })
}

// SEMANTICS S1, SEMANTICS P1.
// verdict: dies
func caseWrapperBare() {
	goBare(func() { boom() })
}

// SEMANTICS S1, SEMANTICS P1.
// verdict: dies
func caseWrapperDirect() {
	goDirect(func() { boom() })
}

// SEMANTICS S1: the task brings its own.
// verdict: survives
func caseWrapperBareGuardedTask() {
	goBare(func() {
		defer rescue.Log()
		boom()
	})
}

// SEMANTICS S1.
// verdict: dies
func caseWrapperMistaken() {
	goMistaken(func() { boom() })
}

// SEMANTICS S1: what the task brings is none.
// verdict: dies
func caseWrapperBareMistakenTask() {
	goBare(func() {
		defer recover() // want `\[taskrecover/ineffective certain\]`
		boom()
	})
}

// SEMANTICS S1: what the task brings is none, and the wrapper guards.
// verdict: survives
func caseWrapperGuardedMistakenTask() {
	goGuarded(func() {
		defer recover()
		boom()
	})
}

// SEMANTICS S2, SEMANTICS P2.
// verdict: survives
func caseWrapperThroughRun() {
	goThroughRun(func() { boom() })
}

// SEMANTICS S3.
// verdict: survives
func caseWrapperCaptured() {
	goCaptured(func() { boom() })
}

// SEMANTICS S3.
// verdict: dies
func caseWrapperCapturedBare() {
	goCapturedBare(func() { boom() })
}

// PEERS E22, SEMANTICS S1.
// verdict: survives
func caseOtherPackageGuarded() {
	safe.Go(func() { boom() })
}

func safeWork() {
	boom()
}

// PEERS E22: the function itself.
// verdict: survives
// op: safeWork
func caseOtherPackageGuardedOperation() {
	safe.Go(safeWork)
}

// SEMANTICS S1.
// verdict: dies
func caseOtherPackageBare() {
	safe.Bare(func() { boom() })
}

// SEMANTICS S1.
// verdict: dies
func caseOtherPackageDirect() {
	safe.Direct(func() { boom() })
}

// SEMANTICS S1.
// verdict: dies
func caseOtherPackageMistaken() {
	safe.GoMistaken(func() { boom() })
}

// SEMANTICS S2.
// verdict: survives
func caseOtherPackageThroughRun() {
	safe.GoRun(func() { boom() })
}

// SEMANTICS S3.
// verdict: survives
func caseOtherPackageCaptured() {
	safe.GoCaptured(func() { boom() })
}

// SEMANTICS S3.
// verdict: dies
func caseOtherPackageCapturedBare() {
	safe.GoCapturedBare(func() { boom() })
}

// SEMANTICS S3: a closure captured in a closure that is handed on, here.
// verdict: survives
func caseOtherPackageCapturedHere() {
	f := func() { boom() }
	safe.Direct(func() {
		defer rescue.Log()
		f()
	})
}

// SEMANTICS S3: without a guard.
// verdict: dies
func caseOtherPackageCapturedHereBare() {
	f := func() { boom() }
	safe.Direct(func() {
		f()
	})
}

// SEMANTICS S4.
// verdict: survives
func caseOtherPackageVariadic() {
	safe.GoAll(func() {}, func() { boom() })
}

// PEERS E22: run under a guard, on a goroutine of ours.
// verdict: survives
func caseOtherPackageRun() {
	go safe.Run(func() { boom() })
}

// PEERS E22, PEERS E23.
// verdict: survives
func caseOtherPackageRunInside() {
	go func() {
		safe.Run(func() { boom() })
	}()
}

// SEMANTICS P3: returned as an error.
// verdict: survives
func caseOtherPackageTry() {
	go func() {
		if err := safe.Try(func() { boom() }); err != nil {
			log.Println(err)
		}
	}()
}

// PEERS E22: a wrapper that returns a guarded function.
// verdict: survives
func caseOtherPackageGuardedClosure() {
	go safe.Guarded(func() { boom() })()
}

// PEERS E22: one that returns a function that is not guarded.
// verdict: dies
func caseOtherPackagePlainClosure() {
	go safe.Plain(func() { boom() })()
}

// PEERS E22: a guarded function handed to a wrapper that does not guard.
// verdict: survives
func caseOtherPackageGuardedClosureHandedOn() {
	safe.Bare(safe.Guarded(func() { boom() }))
}

// SEMANTICS P11.
// verdict: survives
func caseOtherPackageCallbackMayBeNil() {
	safe.GoCatching(func() { boom() }, nil)
}

// SEMANTICS S1: the wrapper is a method.
// verdict: survives
func caseOtherPackageGroup() {
	var g safe.Group
	g.Go(func() { boom() })
	g.Wait()
}

// SEMANTICS S5: stored in a field, and started by another method.
// verdict: survives
func caseStoredGuarded() {
	q := &queue{}
	q.add(func() { boom() })
	q.start()
}

type queue struct{ run func() }

func (q *queue) add(f func()) { q.run = f }

func (q *queue) start() {
	go func() {
		defer rescue.Log()
		q.run()
	}()
}

// SEMANTICS S5: without a guard.
// verdict: dies
func caseStoredBare() {
	q := &bareQueue{}
	q.add(func() { boom() })
	q.start()
}

type bareQueue struct{ run func() }

func (q *bareQueue) add(f func()) { q.run = f }

func (q *bareQueue) start() {
	go func() {
		q.run()
	}()
}

// SEMANTICS S6: sent on a field, and run by a worker that guards each.
// verdict: survives
func casePoolGuarded() {
	p := &pool{tasks: make(chan func())}
	go p.work()
	p.submit(func() { boom() })
	close(p.tasks)
}

type pool struct{ tasks chan func() }

func (p *pool) submit(f func()) { p.tasks <- f }

func (p *pool) work() {
	for f := range p.tasks {
		runGuarded(f)
	}
}

// SEMANTICS S6: by a worker without a guard.
// verdict: dies
func casePoolBare() {
	p := &barePool{tasks: make(chan func(), 1)}
	go p.work()
	p.submit(func() { boom() })
	close(p.tasks)
}

type barePool struct{ tasks chan func() }

func (p *barePool) submit(f func()) { p.tasks <- f }

func (p *barePool) work() {
	for f := range p.tasks {
		f()
	}
}

// SEMANTICS S6: by a worker whose guard is none.
// verdict: dies
func casePoolMistaken() {
	p := &mistakenPool{tasks: make(chan func(), 1)}
	go p.work()
	p.submit(func() { boom() })
	close(p.tasks)
}

type mistakenPool struct{ tasks chan func() }

func (p *mistakenPool) submit(f func()) { p.tasks <- f }

func (p *mistakenPool) work() {
	defer recover() // want `\[taskrecover/ineffective certain\]`
	for f := range p.tasks {
		f()
	}
}

// A func in a field that a variable of the package calls under a guard.
// verdict: survives
func caseVariableCallsUnderGuard() {
	b := &funcBox{f: func() { boom() }}
	go b.openGuarded()
}

// verdict: dies
func caseVariableCalls() {
	b := &bareFuncBox{f: func() { boom() }}
	go b.open()
}

var callIt = func(f func()) { f() }

type funcBox struct{ f func() }

func (b *funcBox) openGuarded() {
	defer rescue.Log()
	f := b.f
	callIt(f)
}

type bareFuncBox struct{ f func() }

func (b *bareFuncBox) open() {
	f := b.f
	callIt(f)
}
