// Package recovery has helpers that are right when they are deferred: what they
// do is known to the packages that import it by fact alone.
package recovery

import (
	"fmt"
	"log"
)

// Log stops a panic and logs it.
func Log() {
	if r := recover(); r != nil {
		log.Print("panic: ", r)
	}
}

// Into stops a panic and stores it as an error.
func Into(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("panic: %v", r)
	}
}

// A Reporter logs under its name.
type Reporter struct{ Name string }

// Report stops a panic and logs it.
func (r *Reporter) Report() {
	if p := recover(); p != nil {
		log.Print(r.Name, ": ", p)
	}
}
