package results

import (
	"context"
	"log"
	"results/replies"
)

// Cases of real code that were reported once, and are right.

const exitCodeSuccess = 0

// The process ends with its exit status.
func command(quit <-chan struct{}) (int, error) {
	exit := make(chan error)
	go func() { exit <- fetch() }()
	select {
	case err := <-exit:
		return 1, err
	case <-quit:
		return exitCodeSuccess, nil
	}
}

// Whether something came is what is asked.
func hasEnded() bool {
	errc := make(chan error, 1)
	go func() { errc <- fetch() }()
	select {
	case <-errc:
		return true
	default:
		return false
	}
}

// What is sent was logged before.
func restore(ctx context.Context) <-chan error {
	done := make(chan error, 1)
	finish := func(err error) {
		if err != nil {
			log.Print("restore: ", err)
		}
		done <- err
	}
	go func() {
		<-ctx.Done()
		finish(fetch())
	}()
	return done
}

func restores(ctx context.Context) {
	restore(ctx)
}

// An actor runs what it is sent, or says that it does not.
type actor struct {
	funcs chan func()
	quit  chan struct{}
}

func (a *actor) loop() {
	for f := range a.funcs {
		f()
	}
}

func startActor() *actor {
	a := &actor{funcs: make(chan func()), quit: make(chan struct{})}
	go a.loop()
	return a
}

func (a *actor) send(f func()) error {
	select {
	case a.funcs <- f:
		return nil
	case <-a.quit:
		return fetch()
	}
}

// What is refused is not run, and sends nothing.
func (a *actor) change(state string) error {
	errc := make(chan error)
	f := func() { errc <- fetch() }
	if err := a.send(f); err != nil {
		return err
	}
	return <-errc
}

// What another package keeps to itself is asked for by its method.
func watches(next func() ([]string, error)) (n int) {
	for u := range replies.Watch(next) { // want `the error that comes with u is lost: nothing looks at its Err\(\)`
		n += len(u.Events)
	}
	for u := range replies.Watch(next) {
		if u.Err() == nil {
			n++
		}
	}
	return n
}

// What always returns nil loses nothing.
func syncs(r *replies.Room, names []string) {
	go r.Sync(names)
	go r.Store(fetch) // want `the error of r.Store is lost`
}

// A listener gives what comes until the context ends.
type listener interface {
	Accept(context.Context) (int, error)
	Ask(context.Context, string) (int, error)
}

type acceptor struct {
	ctx context.Context
	l   listener
}

func (a *acceptor) serve() error {
	for {
		n, err := a.l.Accept(a.ctx)
		if err != nil {
			return err
		}
		use(n)
	}
}

// What asks for something may be refused.
func (a *acceptor) asks(name string) error {
	for {
		n, err := a.l.Ask(a.ctx, name)
		if err != nil {
			return err
		}
		use(n)
	}
}

// A context that never ends is no reason to end.
func (a *acceptor) servesForever() error {
	for {
		n, err := a.l.Accept(context.Background())
		if err != nil {
			return err
		}
		use(n)
	}
}

// One turn is not a loop.
func (a *acceptor) servesOnce() error {
	n, err := a.l.Accept(a.ctx)
	if err != nil {
		return err
	}
	use(n)
	return nil
}

func accepts(a *acceptor) {
	go a.serve()
	go a.asks("x")       // want `the error of a.asks is lost`
	go a.servesForever() // want `the error of a.servesForever is lost`
	go a.servesOnce()    // want `the error of a.servesOnce is lost`
}

// Of the cases of a type switch one is taken.
func sendsOneCase(v any, quit <-chan struct{}) int {
	ch := make(chan int, 1)
	go func() {
		switch v := v.(type) {
		case int:
			ch <- v
		case string, error:
			ch <- 1
		default:
			ch <- 0
		}
	}()
	select {
	case n := <-ch:
		return n
	case <-quit:
		return 0
	}
}

// Behind it there may be another send.
func sendsAfterCase(v any, quit <-chan struct{}) int {
	ch := make(chan int, 1)
	go func() {
		switch v := v.(type) {
		case int:
			ch <- v
		case string:
			return
		}
		ch <- 0
	}()
	select {
	case n := <-ch:
		return n
	case <-quit:
		return 0 // want `taskresult/abandoned certain`
	}
}

// While a case is switched off nothing more is started.
func polls(ask func() int, quit <-chan struct{}, ticks <-chan int) int {
	answer := make(chan int, 1)
	for tick := ticks; ; {
		select {
		case <-quit:
			return 0
		case <-tick:
			tick = nil
			go func() { answer <- ask() }()
		case n := <-answer:
			if n > 0 {
				return n
			}
			tick = ticks
		}
	}
}

// One that stays on has another started before the first has answered.
func pollsAgain(ask func() int, quit <-chan struct{}, ticks <-chan int) int {
	answer := make(chan int, 1)
	for tick := ticks; ; {
		select {
		case <-quit:
			return 0 // want `taskresult/abandoned`
		case <-tick:
			go func() { answer <- ask() }()
		case n := <-answer:
			if n > 0 {
				return n // that is the same channel
			}
			tick = nil
		}
	}
}

// Room for none is too little for one.
func pollsWithoutRoom(ask func() int, quit <-chan struct{}, ticks <-chan int) int {
	answer := make(chan int)
	for tick := ticks; ; {
		select {
		case <-quit:
			return 0 // want `taskresult/abandoned`
		case <-tick:
			tick = nil
			go func() { answer <- ask() }()
		case n := <-answer:
			if n > 0 {
				return n
			}
			tick = ticks
		}
	}
}
