package joins

import (
	"errors"
	"time"

	"joins/group"
)

// Who gives a function to what may decline to run it, and learns of that otherwise.

// A function that never runs sends nothing, and the wait for it says so.
func missesReply(p *group.Pool) error {
	errc := make(chan error, 1)
	p.Submit(func() { errc <- fetch() })
	select {
	case err := <-errc:
		return err
	case <-time.After(time.Second):
		return errors.New("no reply")
	}
}

// Without another case it waits for good.
func waitsForReply(p *group.Pool) error {
	errc := make(chan error, 1)
	p.Submit(func() { errc <- fetch() }) // want `p.Submit's answer is dropped: if it refuses, the func never runs and nobody learns of it \[taskjoin/refused certain\]`
	return <-errc
}

// What comes may be of another one.
func missesOneOfTwo(p *group.Pool) error {
	errc := make(chan error, 2)
	p.Submit(func() { errc <- fetch() }) // want `p.Submit's answer is dropped`
	go func() { errc <- fetch() }()
	select {
	case err := <-errc:
		return err
	case <-time.After(time.Second):
		return errors.New("no reply")
	}
}

// It is asked for before the function is given.
func missesTooEarly(p *group.Pool) error {
	errc := make(chan error, 1)
	select {
	case err := <-errc:
		return err
	default:
	}
	p.Submit(func() { errc <- fetch() }) // want `p.Submit's answer is dropped`
	return nil
}

// There is nothing to run.
func submitsNothing(p *group.Pool) {
	p.Submit(nil)
}
