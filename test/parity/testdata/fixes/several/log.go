// Package several has a helper in one file that the fixes of the others use.
package several

import "log"

func logPanic() {
	if r := recover(); r != nil {
		log.Print("panic: ", r)
	}
}

// Guarded shows how goroutines are guarded here.
func Guarded(xs []string) {
	go func() {
		defer logPanic()
		println(xs[0])
	}()
}
