// Package several has a helper in one file that the fixes of the others use.
package several

import (
	"log"
	"os"
)

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

// read panics where there is no such file.
func read(name string) string {
	text, err := os.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return string(text)
}
