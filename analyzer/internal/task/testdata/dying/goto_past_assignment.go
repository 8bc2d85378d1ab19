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

func get() *T { return nil }
func work() {
	var p *T
	if c {
		goto L
	}
	p = &T{}
L:
	sink = p.x
}
