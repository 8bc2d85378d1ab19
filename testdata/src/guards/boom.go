package main

import (
	"errors"
	"os"
	"runtime"
	"sync/atomic"
	"time"
)

// ran is set when the operation that a case is about has been reached.
var ran atomic.Bool

// reached says on standard output that the operation has been reached, so that
// a case that survives because nothing happened is not taken for a guard.
func reached() {
	if !ran.Swap(true) {
		os.Stdout.WriteString("reached\n")
	}
}

// armed says whether the operations panic in this run.
func armed() bool { return os.Getenv("BOOM") != "" }

// on is the condition of the cases that guard on some paths only.
func on() bool { return os.Getenv("GUARD") != "" }

// boom is the operation that panics. It decides at run time, so that no
// analyzer and no compiler can know.
func boom() {
	reached()
	if armed() {
		panic("boom")
	}
}

// boomInt is boom where a value is needed.
func boomInt() int {
	boom()
	return 1
}

var errBoom = errors.New("boom")

// boomError panics with an error.
func boomError() {
	reached()
	if armed() {
		panic(errBoom)
	}
}

// boomNil panics with nil.
func boomNil() {
	reached()
	if armed() {
		panic(nil)
	}
}

// finish returns when every goroutine of the case has ended. One that dies of
// a panic never counts as ended: the runtime ends the process before that.
func finish() {
	deadline := time.Now().Add(5 * time.Second)
	for !ran.Load() || runtime.NumGoroutine() > 1 {
		if time.Now().After(deadline) {
			os.Stderr.WriteString("goroutines of the case are still running\n")
			os.Exit(4)
		}
		time.Sleep(time.Millisecond)
	}
}

// settle gives the runtime's own goroutines, which finish does not see, the
// time to run what a collection sets free.
func settle() {
	for !ran.Load() {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	time.Sleep(500 * time.Millisecond)
}
