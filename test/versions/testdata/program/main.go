// Command program panics in a goroutine of an errgroup: in the case that its
// argument names. It says survived at its end. The line that starts the goroutine
// of a case has its name in a comment.
package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"golang.org/x/sync/errgroup"

	"versions/runner"
)

var cases = map[string]func() error{
	"waiter":  waiter,
	"try":     try,
	"wrapped": wrapped,
	"own":     own,
}

func main() {
	err := cases[os.Args[1]]()
	time.Sleep(500 * time.Millisecond) // a goroutine that panics lets Wait return before it ends the process
	fmt.Println("survived", err)
}

// calm says that nothing panics.
var calm = os.Getenv("CALM") != ""

func logPanic() {
	if r := recover(); r != nil {
		fmt.Println("recovered:", r)
	}
}

func waiter() error {
	defer logPanic()
	var g errgroup.Group
	g.Go(func() error { // case waiter
		if !calm {
			panic("injected")
		}
		return nil
	})
	return g.Wait()
}

func try() error {
	defer logPanic()
	var g errgroup.Group
	started := g.TryGo(func() error { // case try
		if !calm {
			panic("injected")
		}
		return nil
	})
	if !started {
		return errors.New("no room")
	}
	return g.Wait()
}

func wrapped() error {
	defer logPanic()
	var r runner.Runner
	r.Start(func() error { // case wrapped
		if !calm {
			panic("injected")
		}
		return nil
	})
	return r.Finish()
}

func own() error {
	var g errgroup.Group
	g.Go(func() (err error) { // case own
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("panic: %v", r)
			}
		}()
		if !calm {
			panic("injected")
		}
		return nil
	})
	return g.Wait()
}
