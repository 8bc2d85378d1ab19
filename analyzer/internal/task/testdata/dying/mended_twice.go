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

func get() *T {
	if c {
		return nil
	}
	return &T{}
}
func work() {
	p := get()
	if p == nil {
		p = &T{}
		p = get()
	}
	sink = p.x
}
