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

func get() *T { return &T{} }
func work() {
	q := get()
	p := &q
	if q == nil {
		return
	}
	*p = nil
	sink = q.x
}
