package main

import (
	"os"
	"time"
)

type T struct {
	x    int
	next *T
	s    []int
}

var c = len(os.Args) > 0 // true
var sink int

func main() {
	go work()
	time.Sleep(50 * time.Millisecond)
}

func f(t *T, n int) {
	sink = t.x
	if n > 0 {
		g := f
		g(nil, n-1)
	}
}
func work() {
	f(&T{}, 1)
}
