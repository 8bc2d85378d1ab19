// Package inject makes functions fail.
package inject

import (
	"errors"
	"fmt"
	"runtime"
	"testing"
	"time"
)

// Mode says how: "calm", "error", "panic", or "panicked" with an error.
var Mode = "calm"

var Failure = errors.New("injected failure")

// Op is what a goroutine does.
var Op = func() error {
	time.Sleep(10 * time.Millisecond)
	switch Mode {
	case "error":
		return Failure
	case "panic":
		panic(Failure.Error())
	case "panicked":
		panic(Failure)
	}
	return nil
}

// Load is an Op with a result.
var Load = func() (string, error) {
	if err := Op(); err != nil {
		return "", err
	}
	return "loaded", nil
}

// Must is an Op that cannot return an error.
var Must = func() string {
	if err := Op(); err != nil {
		return err.Error()
	}
	return "loaded"
}

// Job is an Op whose code is not seen either, but its name.
var Job = func() interface{ Start() error } { return job{} }

type job struct{}

func (job) Start() error { return Op() }

// Work panics for all to see.
func Work() {
	if Mode == "panic" || Mode == "panicked" {
		Crash(Mode)
	}
}

// Crash panics.
func Crash(mode string) {
	if mode == "panicked" {
		panic(Failure)
	}
	panic(Failure.Error())
}

// On is true, and the checks do not know.
var On = func() bool { return true }

// Once is how often what a loop does is done.
var Once = func() int { return 1 }

// Ready has a value.
var Ready = func() <-chan int {
	ready := make(chan int, 1)
	ready <- 1
	return ready
}

// Test runs a test and returns what it says when it fails.
func Test(f func(testing.TB)) error {
	r := new(recorder)
	done := make(chan struct{})
	go func() {
		defer close(done)
		f(r)
	}()
	<-done
	if r.text == "" {
		return nil
	}
	return failed(r.text)
}

// A recorder is a test that notes how it fails.
type recorder struct {
	testing.TB
	text string
}

func (r *recorder) Error(args ...any) { r.text += fmt.Sprintln(args...) }

func (r *recorder) Errorf(form string, args ...any) { r.text += fmt.Sprintf(form, args...) }

func (r *recorder) Fatal(args ...any) {
	r.Error(args...)
	runtime.Goexit()
}

func (r *recorder) FailNow() { runtime.Goexit() }

type failed string

func (f failed) Error() string        { return string(f) }
func (f failed) Is(target error) bool { return target == Failure }

// A Server serves until it is closed, and says so by its error, as servers do.
type Server struct{}

func (*Server) Serve() error { return Op() }
