// Package rescue has the helpers that the cases of guards use from another
// package.
package rescue

import (
	"fmt"
	"log"
)

// Log is meant to be deferred: it stops a panic and logs it.
func Log() {
	if r := recover(); r != nil {
		log.Println("rescued:", r)
	}
}

// Quiet is meant to be deferred: it stops a panic and drops it on purpose.
func Quiet() {
	_ = recover()
}

// Nested looks like a helper: its recover belongs to a function that Nested
// itself defers, which is one frame too deep when Nested is deferred.
func Nested() {
	defer func() { _ = recover() }()
}

// Deferred stops a panic through a recover that is itself deferred.
func Deferred() {
	defer recover()
}

// Wrapped calls Log instead of being Log: deferred, it stops nothing.
func Wrapped() {
	Log()
}

// Into is meant to be deferred: it turns a panic into the error at err.
func Into(err *error) {
	if r := recover(); r != nil {
		if cause, ok := r.(error); ok {
			*err = fmt.Errorf("panic: %w", cause)
			return
		}
		*err = fmt.Errorf("panic: %v", r)
	}
}

// Rethrow logs a panic and lets it go on.
func Rethrow() {
	if r := recover(); r != nil {
		log.Println("rethrown:", r)
		panic(r)
	}
}

// Crash says whether Handle lets panics go on after it has logged them.
var Crash = true

// Handle is meant to be deferred: it logs a panic, and stops it if Crash is
// unset.
func Handle() {
	if r := recover(); r != nil {
		log.Println("handled:", r)
		if Crash {
			panic(r)
		}
	}
}

// Make returns a function that is meant to be deferred.
func Make(name string) func() {
	return func() {
		if r := recover(); r != nil {
			log.Println(name, r)
		}
	}
}

// A Logger has a helper as its method.
type Logger struct{ Name string }

// Log is meant to be deferred: it stops a panic and logs it.
func (l *Logger) Log() {
	if r := recover(); r != nil {
		log.Println(l.Name, r)
	}
}

// Err is meant to be deferred: it stops a panic, logs it and returns it.
func Err() (err error) {
	if r := recover(); r != nil {
		err = fmt.Errorf("rescued: %v", r)
		log.Println(err)
	}
	return err
}
