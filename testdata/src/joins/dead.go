package joins

import (
	"fmt"
	"log"
	"runtime"
	"sync"

	"joins/group"
)

// Row 33: the panic looks like a success.

func unnamed() error {
	var g group.Group
	g.Go(func() error {
		defer func() {
			if r := recover(); r != nil { // want `if work panics, g.Wait reports success: the panic is stopped and the func returns nil; name its result and set it here \[taskjoin/false-success certain\]`
				log.Print(r)
			}
		}()
		work()
		return nil
	})
	return g.Wait()
}

func shadowed() error {
	var g group.Group
	g.Go(func() (err error) {
		defer func() {
			if r := recover(); r != nil { // want `if work panics, g.Wait reports success: the handler sets a new err, not the result of that name`
				err := fmt.Errorf("panic: %v", r)
				_ = err
			}
		}()
		work()
		return nil
	})
	return g.Wait()
}

func unset() error {
	var g group.Group
	g.Go(func() (err error) {
		defer logPanic() // want `the panic is stopped and err stays nil`
		return fetch()
	})
	return g.Wait()
}

func logPanic() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

func swallowsInGroup() error {
	var g group.Group
	g.Go(func() error {
		defer func() { recover() }() // want `taskjoin/false-success certain`
		work()
		return nil
	})
	return g.Wait()
}

func goexit() error {
	var g group.Group
	g.Go(func() error {
		if fetch() != nil {
			runtime.Goexit() // want `runtime.Goexit ends this goroutine as if it had worked: g.Wait reports success \[taskjoin/false-success certain\]`
		}
		return nil
	})
	return g.Wait()
}

func unstored(names []string) (err error) {
	var wg sync.WaitGroup
	errs := make([]error, len(names))
	for i := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer logPanic() // want `if fetch panics, wg.Wait reports success: the goroutine stores its errors, and this handler does not`
			errs[i] = fetch()
		}()
	}
	wg.Wait()
	return errs[0]
}

func other() {
	var err error
	go func() {
		defer func() {
			if r := recover(); r != nil { // want `the panic is not what is reported: the handler reports err, and nothing of what it recovered`
				log.Printf("panic: %v", err)
			}
		}()
		work()
	}()
}

// Silent: the failure gets there, or there is none to be reported.

func set() error {
	var g group.Group
	g.Go(func() (err error) {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("panic: %v", r)
			}
		}()
		return fetch()
	})
	return g.Wait()
}

func setByHelper() error {
	var g group.Group
	g.Go(func() (err error) {
		defer into(&err)
		return fetch()
	})
	return g.Wait()
}

func into(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("panic: %v", r)
	}
}

func storedToo(names []string) error {
	var wg sync.WaitGroup
	errs := make([]error, len(names))
	for i := range names {
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer func() {
				if r := recover(); r != nil {
					errs[i] = fmt.Errorf("panic: %v", r)
				}
			}()
			errs[i] = fetch()
		}()
	}
	wg.Wait()
	return errs[0]
}

func bestEffort() error {
	var g group.Group
	g.Go(func() error {
		defer logPanic()
		if err := fetch(); err != nil {
			log.Print(err)
			return nil
		}
		return nil
	})
	return g.Wait()
}

func onlyLogs() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer logPanic()
		work()
	}()
	wg.Wait()
}

// Done is not reached.

func notDeferred() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer logPanic()
		work()
		wg.Done() // want `wg.Wait never returns if work panics: wg.Done is not deferred, and not reached; defer it first \[taskjoin/skipped-done certain\]`
	}()
	wg.Wait()
}

func deferredLate() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer logPanic()
		work()
		defer wg.Done() // want `wg.Wait never returns if work panics: wg.Done is deferred too late`
		work()
	}()
	wg.Wait()
}

func goexitBeforeDone() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if fetch() != nil {
			runtime.Goexit()
		}
		wg.Done() // want `wg.Wait never returns after runtime.Goexit`
	}()
	wg.Wait()
}

func returnsEarly(quick bool) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if quick {
			return
		}
		work()
		wg.Done() // want `wg.Wait never returns when this func returns early`
	}()
	wg.Wait()
}

// Without a recover the process ends, and nobody waits.
func unguarded() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		work()
		wg.Done()
	}()
	wg.Wait()
}

func doneInHandler() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Print(r)
			}
			wg.Done()
		}()
		work()
	}()
	wg.Wait()
}

func handsDoneOn(later func(func())) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer logPanic()
		later(func() { wg.Done() })
	}()
	wg.Wait()
}

// Row 35: released before the failure is stored.

func releasedEarly() error {
	var wg sync.WaitGroup
	var err error
	wg.Add(1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("panic: %v", r)
			}
		}()
		defer wg.Done() // want `wg.Done\(\) lets the waiter go on before the failure is stored: it runs before the handler; defer it first \[taskjoin/early-release certain\]`
		work()
	}()
	wg.Wait()
	return err
}

func closedEarly() error {
	errc := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				errc <- fmt.Errorf("panic: %v", r)
			}
		}()
		defer close(errc) // want `close\(errc\) runs before the handler that sends on it, which then panics`
		work()
	}()
	return <-errc
}

func closesDoneEarly() error {
	done := make(chan struct{})
	var err error
	go func() {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("panic: %v", r)
			}
		}()
		defer close(done) // want `taskjoin/early-release`
		work()
	}()
	<-done
	return err
}

func releasedLast() error {
	var wg sync.WaitGroup
	var err error
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("panic: %v", r)
			}
		}()
		work()
	}()
	wg.Wait()
	return err
}

// A handler that only logs stores nothing that the waiter could miss.
func releasedBeforeLog() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer logPanic()
		defer wg.Done()
		work()
	}()
	wg.Wait()
}

// Done is called for another event than the end.
func countsEvents(events chan int) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		for n := range events {
			if n == 5 {
				wg.Done()
			}
			if n == 6 {
				return
			}
		}
	}()
	wg.Wait()
}

var failures []any

// A helper that keeps the panic where others see it is no false success.
func keeps() {
	if r := recover(); r != nil {
		failures = append(failures, r)
	}
}

func kept() error {
	var g group.Group
	g.Go(func() error {
		defer keeps()
		work()
		return nil
	})
	return g.Wait()
}

func goexitStored(names []string) error {
	var wg sync.WaitGroup
	errs := make([]error, len(names))
	for i := range names {
		wg.Go(func() {
			if err := fetch(); err != nil {
				errs[i] = err
				runtime.Goexit()
			}
		})
	}
	wg.Wait()
	return errs[0]
}

func goexitUnstored(names []string) error {
	var wg sync.WaitGroup
	errs := make([]error, len(names))
	for i := range names {
		wg.Go(func() {
			if len(names) > 9 {
				runtime.Goexit() // want `taskjoin/false-success certain`
			}
			errs[i] = fetch()
		})
	}
	wg.Wait()
	return errs[0]
}

// A function that starts and waits itself may see that a goroutine was ended:
// that is only possible.
func goexitInCall() error {
	return group.All(func() error {
		runtime.Goexit()
		return nil
	})
}

// A visitor notes whom it visits.
type visitor struct {
	seen  sync.Map
	names []string
	wg    sync.WaitGroup
}

// That there is a visitor at all is not what a handler is for.
func (v *visitor) forgets(name string) {
	v.wg.Add(1)
	go func() {
		defer func() { println(recover()) }()
		v.seen.Delete(name)
		v.wg.Done()
	}()
	v.wg.Wait()
}

// Whom it finds may well be nobody.
func (v *visitor) finds(i int) {
	v.wg.Add(1)
	go func() {
		defer func() { println(recover()) }()
		v.seen.Delete(v.names[i])
		v.wg.Done() // want `taskjoin/skipped-done certain`
	}()
	v.wg.Wait()
}

// What it calls may be anything.
func (v *visitor) visits(f func()) {
	v.wg.Add(1)
	go func() {
		defer func() { println(recover()) }()
		v.seen.Delete("")
		f()
		v.wg.Done() // want `wg.Wait never returns if f panics`
	}()
	v.wg.Wait()
}
