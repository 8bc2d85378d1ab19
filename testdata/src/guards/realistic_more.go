package main

import (
	"errors"
	"fmt"
	"log"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"guards/rescue"
	"guards/safe"
)

// More goroutines as services have them: helpers with parameters, groups,
// state machines, retries.

// A logger type whose method is a helper, kept by value in a struct.
type component2 struct {
	rescue.Logger
	errs []error
	mu   sync.Mutex
}

func (c *component2) addErr(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.errs = append(c.errs, err)
}

// verdict: survives
func casePromotedHelper() {
	c := &component2{}
	go func() {
		defer c.Log()
		boom()
	}()
}

// A helper that takes the callback that gets the error.
func catch(onErr func(error)) {
	switch r := recover(); x := r.(type) {
	case nil:
	case error:
		onErr(x)
	default:
		onErr(fmt.Errorf("%v", x))
	}
}

// verdict: survives
func caseCatchCallback() {
	c := &component2{}
	go func() {
		defer catch(c.addErr)
		boom()
	}()
}

// verdict: survives
func caseCatchInLiteral() {
	c := &component2{}
	go func() {
		defer catch(func(err error) { c.addErr(errors.Join(err, errBoom)) })
		boom()
	}()
}

// verdict: dies
func caseCatchTooDeep() {
	c := &component2{}
	go func() {
		defer func() {
			catch(c.addErr) // want `\[taskrecover/ineffective certain\]`
			log.Println("stopped")
		}()
		boom()
	}()
}

// The recover is inlined in the condition of a loop.
// verdict: survives
// model: depends (how often the loop runs is not followed)
func caseRecoverInLoop() {
	go func() {
		defer func() {
			for i := 0; i < 1; i++ {
				if r := recover(); r != nil { // at possible: ineffective
					log.Println(r)
					break
				}
			}
		}()
		boom()
	}()
}

// A loop over an empty list recovers nothing.
// verdict: dies
// model: depends (how often the loop runs is not followed)
func caseRecoverInEmptyLoop() {
	var names []string
	go func() {
		defer func() {
			for range names {
				log.Println(recover()) // at possible: ineffective
			}
		}()
		boom()
	}()
}

// An atomic counter, a mutex that the handler locks, a condition on the value.
// verdict: survives
func caseHandlerCounts() {
	var n atomic.Int64
	var mu sync.Mutex
	var last any
	go func() {
		defer func() {
			r := recover()
			if r == nil {
				return
			}
			n.Add(1)
			mu.Lock()
			defer mu.Unlock()
			last = r
			if _, ok := r.(runtime.Error); ok {
				log.Println("a bug:", r)
				return
			}
			log.Println(last)
		}()
		boom()
	}()
}

// A runtime error is thrown on, what the code panics with itself is not.
// verdict: survives
// model: depends (what the value is, is not followed)
func caseRuntimeErrorsGoOn() {
	go func() {
		defer func() {
			r := recover()
			if err, ok := r.(runtime.Error); ok {
				panic(err) // at possible: ineffective
			}
			log.Println(r)
		}()
		boom()
	}()
}

// A retry with a guard in each attempt, and a panic in between.
// verdict: dies
func caseRetryPanicsBetween() {
	go func() {
		for i := range 3 {
			if safe.Try(func() { _ = i }) == nil {
				break
			}
		}
		boom()
	}()
}

// A group that keeps what its goroutines panic with, and panics in Wait.
type keeper struct {
	wg   sync.WaitGroup
	mu   sync.Mutex
	died any
}

func (k *keeper) Go(f func()) {
	k.wg.Add(1)
	go func() {
		defer k.wg.Done()
		defer func() {
			if r := recover(); r != nil {
				k.mu.Lock()
				defer k.mu.Unlock()
				k.died = r
			}
		}()
		f()
	}()
}

func (k *keeper) Wait() {
	k.wg.Wait()
	if k.died != nil {
		panic(k.died)
	}
}

// verdict: survives
func caseKeeperUnderGuard() {
	defer rescue.Log()
	var k keeper
	k.Go(func() {
		boom()
	})
	k.Wait()
}

// verdict: dies
// model: contained (the panic is stopped on the goroutine, and raised at the join)
func caseKeeperBare() {
	var k keeper
	k.Go(func() {
		boom()
	})
	k.Wait()
}

// Methods on a slice of funcs.
type hookList []func()

func (h hookList) run() {
	for _, f := range h {
		h.one(f)
	}
}

func (h hookList) one(f func()) {
	defer rescue.Log()
	f()
}

func (h hookList) start() {
	for _, f := range h {
		go f()
	}
}

// verdict: survives
// model: none (what a slice that is no parameter holds is not followed)
func caseHooksRun() {
	h := hookList{func() {
		boom()
	}}
	go h.run()
}

// A guard that is registered by a callback is one of the callback.
// verdict: dies
func caseGuardInCallback() {
	go func() {
		slices.ContainsFunc([]int{1}, func(int) bool {
			defer rescue.Log()
			return true
		})
		boom()
	}()
}

// The callback of a library is under the caller's guard.
// verdict: survives
func caseCallbackUnderGuard() {
	go func() {
		defer rescue.Log()
		slices.SortFunc([]int{2, 1}, func(a, b int) int {
			boom()
			return a - b
		})
	}()
}

// The state machine of a connection.
type state func(*conn) state

type conn struct{ n int }

func open(c *conn) state { c.n++; return busy }
func busy(c *conn) state {
	boom()
	return nil
}

func (c *conn) loop() {
	defer func() {
		if err := recover(); err != nil {
			buf := make([]byte, 1024)
			buf = buf[:runtime.Stack(buf, false)]
			log.Printf("conn %d: %v\n%s", c.n, err, buf)
		}
	}()
	for s := state(open); s != nil; {
		s = s(c)
	}
}

// verdict: survives
// op: busy
// model: none (which state follows is not followed)
func caseStateMachine() {
	go (&conn{}).loop()
}

// A ticker loop that ends by its context, with a guard per tick.
// verdict: survives
func caseTicker() {
	done := make(chan struct{})
	tick := func() (err error) {
		defer func() {
			if v := recover(); v != nil {
				err = fmt.Errorf("tick: %v", v)
			}
		}()
		boom()
		return
	}
	go func() {
		defer close(done)
		t := time.NewTicker(time.Millisecond)
		defer t.Stop()
		for range 2 {
			<-t.C
			if err := tick(); err != nil {
				log.Println(err)
			}
		}
	}()
	<-done
}

// The helper is called with the recovered value: it need not recover.
func tell(name string, v any) {
	if v == nil {
		return
	}
	log.Println(name, v)
}

// verdict: survives
func caseReportRecovered() {
	go func() {
		defer func() { tell("x", recover()) }()
		boom()
	}()
}

// verdict: dies
func caseReportRecoveredEarly() {
	go func() {
		defer tell("x", recover()) // want `\[taskrecover/ineffective certain\]`
		boom()
	}()
}

// The guard is in the middle of the deferred calls, and one behind it panics.
// verdict: survives
func caseCleanupUnderGuard() {
	go func() {
		var mu sync.Mutex
		defer mu.Unlock()
		defer rescue.Log()
		defer func() {
			boom()
		}()
		mu.Lock()
	}()
}

// verdict: dies
func caseCleanupAboveGuard() {
	go func() {
		defer func() {
			boom()
		}()
		defer rescue.Log() // at possible: ineffective
	}()
}

// An early return before the guard.
// verdict: survives
func caseEarlyReturn() {
	go func() {
		if ran.Load() && on() {
			return
		}
		defer rescue.Log() // at possible: ineffective
		boom()
	}()
}

func safely[T any](f func() T) (v T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	return f(), nil
}

// verdict: survives
func caseGenericResult() {
	go func() {
		v, err := safely(func() int { return boomInt() })
		log.Println(v, err)
	}()
}

// verdict: survives
func caseGenericResultNested() {
	go func() {
		_, err := safely(func() error {
			_, err := safely(boomInt) // op
			return err
		})
		log.Println(err)
	}()
}
