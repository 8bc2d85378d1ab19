package main

import (
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

// boom is the operation that panics. It decides at run time, so that no
// analyzer and no compiler can know.
func boom() {
	reached()
	if armed() {
		panic("boom")
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
