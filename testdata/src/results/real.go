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
