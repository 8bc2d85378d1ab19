package results

import (
	"log"
	"os"
	"strings"
	"testing"
)

func logPanics() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

// A test that waits in vain hangs, and says so; here nothing is known to panic.
func TestAsks(t *testing.T) {
	answer := make(chan int)
	go func() {
		defer logPanics()
		answer <- ask(t)
	}()
	<-answer
}

// Here something is.
func TestAsksMore(t *testing.T) {
	answer := make(chan string)
	go func() {
		defer logPanics() // want `taskresult/lost-result`
		answer <- strings.Split(os.Args[0], "=")[1]
	}()
	<-answer
}

func ask(t interface{ Name() string }) int { return len(t.Name()) }

// What the test calls is what it tests: it is not known to panic with what it is given.
func TestSplits(t *testing.T) {
	answer := make(chan string)
	go func() {
		defer logPanics()
		answer <- second("a=b")
	}()
	<-answer
}

// A test that receives from what it tests asks whether it has come to its end: what has
// come of it, it sees then. Of its own goroutine it has to look.

type child struct{ result chan error }

func (c *child) run() { c.result <- fetch() }

func TestChild(t *testing.T) {
	c := &child{result: make(chan error, 1)}
	go c.run()
	<-c.result
	errs := make(chan error, 1)
	go func() { errs <- fetch() }()
	<-errs // want `taskresult/ignored-error`
}
