package results

import (
	"context"
	"errors"
	"fmt"
)

// Each round asks two at once, and leaves the loop with the first failure: there is
// room for the other one, in the next round as well.
func rounds(n int) (err error) {
	for i := n; i > 0; {
		errs := make(chan error, 1)
		go func() { errs <- fetch() }()
		go func() { errs <- fetch() }()
		for range 2 {
			if e := <-errs; e != nil {
				err = e
				break
			}
		}
		if err == nil {
			i--
		}
	}
	return err
}

// Here there is room for none.
func roundsWithoutRoom(n int) (err error) {
	for i := n; i > 0; {
		errs := make(chan error) // want `taskresult/abandoned`
		go func() { errs <- fetch() }()
		go func() { errs <- fetch() }()
		for range 2 {
			if e := <-errs; e != nil {
				err = e
				break
			}
		}
		if err == nil {
			i--
		}
	}
	return err
}

// Both directions of a connection: one report for the two receives.
func relay() {
	errc := make(chan error, 2)
	go func() { errc <- fetch() }()
	go func() { errc <- fetch() }()
	<-errc // want `the error that comes from errc is lost: .* \(and in 1 more place\) \[taskresult/ignored-error certain\]`
	<-errc
}

// There is room for each of the jobs, which several goroutines have a part of.
func countsParts(jobs []string, split func([]string) [][]string, stop func() bool) (n int) {
	all := len(jobs)
	if all == 0 {
		return 0
	}
	counted := make(chan int, all)
	for _, part := range split(jobs) {
		go func() {
			for _, job := range part {
				counted <- len(job)
			}
		}()
	}
	for range jobs {
		if stop() {
			return 0
		}
		n += <-counted
	}
	return n
}

// The room is a number that is compared with, too.
func first(jobs int) string {
	if jobs > 3 {
		return ""
	}
	tries := 3
	found := make(chan string, tries)
	for i := 0; i < tries; i++ {
		go func() { found <- name(i) }()
	}
	return <-found
}

func name(i int) string { return string(rune('a' + i)) }

// What a deferred call sends only if the function has not is no second value.
func insteadOf(ctx context.Context, work func() error) error {
	out := make(chan error, 1)
	go func() {
		sent := false
		defer func() {
			if !sent {
				out <- errors.New("it has left by Goexit")
			}
		}()
		out <- work()
		sent = true
	}()
	select {
	case err := <-out:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Without room, there is none for the first either.
func insteadOfNothing(ctx context.Context, work func() error) error {
	out := make(chan error)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				out <- fmt.Errorf("panic: %v", r)
			}
		}()
		out <- work()
	}()
	select {
	case err := <-out:
		return err
	case <-ctx.Done():
		return ctx.Err() // want `taskresult/abandoned certain`
	}
}
