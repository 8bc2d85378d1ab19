package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"guards/rescue"
	"guards/safe"
)

// Goroutines as services have them: several defers, results, flags, loggers.

type servant struct {
	mu     sync.Mutex
	name   string
	log    *log.Logger
	failed error
	fails  int
	done   chan struct{}
	jobs   chan func()
	onDie  func(any)
}

func newServant(name string) *servant {
	return &servant{name: name, log: log.New(os.Stderr, name, 0), done: make(chan struct{}), jobs: make(chan func(), 4)}
}

func (w *servant) note(r any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fails++
	w.failed = fmt.Errorf("%s: %v\n%s", w.name, r, debug.Stack())
}

func (w *servant) recoverAndNote() {
	if r := recover(); r != nil {
		w.note(r)
	}
}

func (w *servant) serve() {
	defer close(w.done)
	for job := range w.jobs {
		w.runJob(job)
	}
}

func (w *servant) runJob(job func()) {
	start := time.Now()
	defer func() {
		w.log.Printf("job took %v", time.Since(start))
	}()
	defer w.recoverAndNote() // at possible: ineffective
	job()
}

// A pool servant that guards each job.
// verdict: survives
// model: none (what is sent on a channel is not followed yet)
func caseWorkerGuardsJobs() {
	w := newServant("a")
	go w.serve()
	w.jobs <- func() {
		boom()
	}
	close(w.jobs)
	<-w.done
}

func (w *servant) serveBare() {
	defer w.recoverBadly()
	defer close(w.done)
	boom()
}

func (w *servant) recoverBadly() {
	func() {
		if r := recover(); r != nil { // want `\[taskrecover/ineffective certain\]`
			w.note(r)
		}
	}()
}

// verdict: dies
// op: serveBare
func caseWorkerRecoversBadly() {
	go newServant("b").serveBare()
}

// The panic is turned into the named result of a function that the goroutine
// calls.
// verdict: survives
// op: attempt
func caseAttempts() {
	errc := make(chan error, 1)
	go func() {
		var err error
		for i := range 3 {
			if err = attempt(i); err == nil {
				break
			}
		}
		errc <- err
	}()
	<-errc
}

func attempt(i int) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("attempt %d: %v", i, r)
		}
	}()
	boom()
	return nil
}

// A flag that is set at the end tells a panic from a return.
// verdict: survives
func caseFlagThenRecover() {
	go func() {
		finished := false
		defer func() {
			if finished {
				return
			}
			log.Println("died:", recover())
		}()
		boom()
		finished = true
	}()
}

// The flag is set before the last thing that can panic.
// verdict: dies
// model: depends (the value of the flag at a place is not followed)
func caseFlagSetTooEarly() {
	go func() {
		finished := false
		defer func() {
			if finished {
				return
			}
			log.Println("died:", recover()) // at possible: ineffective
		}()
		finished = true
		boom()
	}()
}

// verdict: survives
func caseFlagReturnsInTheMiddle() {
	go func() {
		ok := false
		defer func() {
			if !ok {
				log.Println("died:", recover())
			}
		}()
		if on() {
			ok = true
			return
		}
		boom()
		ok = true
	}()
}

// A handler that looks at the error first.
// verdict: survives
func caseHandlerJoinsErrors() {
	go func() {
		var err error
		defer func() {
			if r := recover(); r != nil {
				err = errors.Join(err, fmt.Errorf("panic: %v", r))
			}
			if err != nil {
				log.Println(err)
			}
		}()
		boom()
	}()
}

func logOnly(w *servant) func() {
	return func() {
		if r := recover(); r != nil {
			w.note(r)
		}
	}
}

// verdict: survives
func caseCurriedWithLogger() {
	w := newServant("c")
	go func() {
		defer logOnly(w)()
		defer w.mu.Unlock()
		w.mu.Lock()
		boom()
	}()
}

// The unlock of an unlocked mutex cannot be recovered, and is reached.
// verdict: survives
func caseSeveralDefers() {
	var wg sync.WaitGroup
	ctx, cancel := context.WithCancel(context.Background())
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer cancel()
		defer func() {
			if r := recover(); r != nil {
				log.Printf("panic: %v\n%s", r, debug.Stack())
			}
		}()
		select {
		case <-ctx.Done():
			return
		default:
		}
		boom()
	}()
	wg.Wait()
}

type option func(*config)

type config struct {
	recover bool
	onPanic func(any)
}

func withRecover(b bool) option { return func(c *config) { c.recover = b } }

func spawn(f func(), opts ...option) {
	var c config
	for _, o := range opts {
		o(&c)
	}
	go func() {
		if c.recover {
			defer rescue.Log() // at possible: ineffective
		}
		f()
	}()
}

// An option decides whether there is a guard.
// verdict: depends
// dies with: GUARD=
// survives with: GUARD=1
func caseOptionDecides() {
	spawn(func() {
		boom()
	}, withRecover(on()))
}

func handleInto(errp *error) {
	if r := recover(); r != nil {
		switch v := r.(type) {
		case error:
			*errp = v
		case runtime.Error:
			panic(v) // at possible: ineffective
		default:
			*errp = fmt.Errorf("%v", v)
		}
	}
}

func process() (err error) {
	defer handleInto(&err)
	boom()
	return nil
}

// The case of runtime errors is never reached: they are errors.
// verdict: survives
// op: process
// model: depends (which case a value is of is not followed)
func caseHelperIntoError() {
	go func() {
		if err := process(); err != nil {
			log.Println(err)
		}
	}()
}

func guardAll[T any](name string, out *T, f func() T) {
	defer func() {
		if r := recover(); r != nil {
			log.Println(name, r)
		}
	}()
	*out = f()
}

// verdict: survives
func caseGenericGuard() {
	var n int
	go guardAll("n", &n, func() int {
		return boomInt()
	})
}

type result[T any] struct {
	v   T
	err error
}

func async[T any](f func() (T, error)) <-chan result[T] {
	c := make(chan result[T], 1)
	go func() {
		var res result[T]
		defer func() {
			if r := recover(); r != nil {
				res.err = fmt.Errorf("%v", r)
			}
			c <- res
		}()
		res.v, res.err = f()
	}()
	return c
}

// verdict: survives
func caseGenericAsync() {
	<-async(func() (int, error) {
		return boomInt(), nil
	})
}

// The channel is closed before the handler sends on it.
// verdict: dies
// verdict(calm): survives
func caseClosedBeforeSend() {
	errc := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				errc <- fmt.Errorf("%v", r)
			}
		}()
		defer close(errc)
		boom()
	}()
}

// verdict: survives
func caseClosedAfterSend() {
	errc := make(chan error, 1)
	go func() {
		defer close(errc)
		defer func() {
			if r := recover(); r != nil {
				errc <- fmt.Errorf("%v", r)
			}
		}()
		boom()
	}()
	<-errc
}

// A loop that restarts what died.
// verdict: survives
func caseSupervisor() {
	go func() {
		for range 2 {
			func() {
				defer func() {
					if r := recover(); r != nil {
						log.Println("restart:", r)
					}
				}()
				boom()
			}()
		}
	}()
}

// The guard is registered in the loop, after the first pass.
// verdict: dies
// model: depends (which pass of the loop it is is not followed)
func caseSupervisorLate() {
	go func() {
		for i := range 2 {
			if i > 0 {
				defer rescue.Log() // at possible: ineffective
			}
			boom()
		}
	}()
}

func (w *servant) onPanic(r any) {
	if w.onDie != nil {
		w.onDie(r)
		return
	}
	panic(r)
}

// The callback decides.
// verdict: dies
// model: depends (whether the callback is set is not followed)
func caseHandlerMethodRepanics() {
	w := newServant("d")
	go func() {
		defer func() {
			if r := recover(); r != nil {
				w.onPanic(r) // at possible: ineffective
			}
		}()
		boom()
	}()
}

// A helper of another package under a wrapper of another package.
// verdict: survives
// op: crossWork
func caseCrossPackage() {
	var g safe.Group
	g.Go(crossWork)
	g.Wait()
}

func crossWork() {
	defer rescue.Rethrow()
	boom()
}

// verdict: dies
// op: crossWorkBare
func caseCrossPackageRethrown() {
	safe.Bare(crossWorkBare)
}

func crossWorkBare() {
	defer rescue.Rethrow() // at possible: ineffective
	boom()
}

// The guard belongs to the callback's caller.
// verdict: survives
func caseTryInLoop() {
	go func() {
		for range 2 {
			if err := safe.Try(func() {
				boom()
			}); err != nil {
				log.Println(err)
			}
		}
	}()
}

// What follows the try is not covered.
// verdict: dies
func caseAfterTry() {
	go func() {
		err := safe.Try(func() {})
		if err == nil {
			boom()
		}
	}()
}

type handling interface{ handle(n int) }

type recovering struct{ next handling }

func (h recovering) handle(n int) {
	defer func() {
		if r := recover(); r != nil {
			log.Println("middleware:", r)
		}
	}()
	h.next.handle(n)
}

type logging struct{ next handling }

func (h logging) handle(n int) {
	defer log.Println("handled")
	h.next.handle(n)
}

type booming struct{}

func (booming) handle(int) {
	boom()
}

// Middleware: every implementation is called under the guard.
// verdict: survives
// op: handle
func caseMiddleware() {
	var h handling = recovering{logging{booming{}}}
	go h.handle(1)
}

// The handler's own clean-up can panic.
// verdict: dies
// model: depends (the clean-up may panic)
func caseHandlerPanicsInCleanup() {
	go func() {
		defer func() {
			r := recover()
			mustClean() // at possible: ineffective
			log.Println(r)
		}()
		boom()
	}()
}

func mustClean() {
	if armed() {
		panic("clean")
	}
}

// verdict: survives
func caseNestedTryAndGuard() {
	go func() {
		defer rescue.Log()
		func() {
			defer rescue.Rethrow()
			boom()
		}()
	}()
}

// verdict: dies
func caseGuardThenRethrow() {
	go func() {
		defer rescue.Rethrow() // at possible: ineffective
		func() {
			defer rescue.Rethrow() // at possible: ineffective
			boom()
		}()
	}()
}

// A guard on both branches.
// verdict: survives
func caseGuardOnBothBranches() {
	go func() {
		if on() {
			defer rescue.Log() // at possible: ineffective
		} else {
			defer rescue.Quiet() // at possible: ineffective
		}
		boom()
	}()
}

// A switch without a default leaves one path bare.
// verdict: depends
// dies with: GUARD=
// survives with: GUARD=1
func caseGuardInSwitch() {
	go func() {
		switch {
		case on():
			defer rescue.Log() // at possible: ineffective
		}
		boom()
	}()
}

// verdict: survives
func caseGuardInSwitchDefault() {
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

// A variable that holds the handler, chosen at run time.
// verdict: survives
func caseChosenHandler() {
	handle := rescue.Log
	if on() {
		handle = rescue.Quiet
	}
	go func() {
		defer handle()
		boom()
	}()
}

// One of the choices does nothing.
// verdict: depends
// dies with: GUARD=
// survives with: GUARD=1
func caseChosenHandlerOrNone() {
	handle := func() {}
	if on() {
		handle = rescue.Log
	}
	go func() {
		defer handle() // at possible: ineffective
		boom()
	}()
}

// A timer's callback with a guard of its own, in a struct.
// verdict: survives
func caseTimerInStruct() {
	w := newServant("e")
	time.AfterFunc(time.Millisecond, func() {
		defer w.recoverAndNote()
		boom()
	})
	time.Sleep(20 * time.Millisecond)
}

// The goroutine ends before it panics.
// verdict: survives
// model: none (whether the goroutine ends is not followed)
func caseHandlerOnResult() {
	res := make(chan any, 1)
	go func() {
		defer func() { res <- recover() }()
		boom()
	}()
	if r := <-res; r != nil {
		log.Println(r)
	}
}

// The caller panics again with what it received, on its own goroutine, under
// its own guard.
// verdict: survives
func caseRethrownByReceiver() {
	defer rescue.Log()
	res := make(chan any, 1)
	go func() {
		defer func() { res <- recover() }()
		boom()
	}()
	if r := <-res; r != nil {
		panic(r)
	}
}

// A method value kept in a field and deferred.
// verdict: survives
func caseMethodValueInField() {
	w := newServant("f")
	t := struct{ cleanup func() }{w.recoverAndNote}
	go func() {
		defer t.cleanup()
		boom()
	}()
}

// The recover is in a closure that is deferred by name.
// verdict: survives
func caseLocalHandler() {
	go func() {
		var err error
		handle := func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("%v", r)
				log.Println(err)
			}
		}
		defer handle()
		boom()
	}()
}

// A guard in a deferred literal that calls a method with the value.
// verdict: survives
func caseHandlerHandsOn() {
	w := newServant("g")
	go func() {
		defer func() { w.note(recover()) }()
		boom()
	}()
}

// A sentinel is let through, others are not.
// verdict: survives
// model: depends (what the value is, is not followed)
func caseSentinelThrough() {
	go func() {
		defer func() {
			if r := recover(); r != nil && r != errBoom {
				log.Println(r)
			} else if r == errBoom {
				panic(r) // at possible: ineffective
			}
		}()
		boom()
	}()
}

// The flag is set before a result is computed.
// verdict: dies
// model: depends (the value of the flag at a place is not followed)
func caseFlagThenReturnsCall() {
	compute := func() int {
		ok := false
		defer func() {
			if !ok {
				log.Println("died:", recover()) // at possible: ineffective
			}
		}()
		ok = true
		return boomInt()
	}
	go func() { _ = compute() }()
}

func tidy(name string) {
	log.Println("tidy", name)
	logDeep(name) // want `\[taskrecover/ineffective likely\]`
}

func logDeep(name string) {
	if r := recover(); r != nil {
		log.Println(name, r)
	}
}

// A helper that is called by the deferred function, and never deferred itself.
// verdict: dies
func caseDeepNamed() {
	go func() {
		defer tidy("x")
		boom()
	}()
}

func stopAndTell(name string, errp *error) {
	r := recover()
	if r == nil {
		return
	}
	err := fmt.Errorf("%s: %v", name, r)
	if errp == nil {
		panic(err) // at possible: ineffective
	}
	*errp = err
}

// verdict: survives
// model: depends (that the pointer is not nil is not followed)
func caseDerivedRaise() {
	go func() {
		var err error
		defer stopAndTell("x", &err)
		boom()
	}()
}
