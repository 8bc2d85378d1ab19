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

func work() {
	p := &T{}
	n := 0
again:
	sink = p.x
	if n < 1 {
		n++
		p = nil
		goto again
	}
}
