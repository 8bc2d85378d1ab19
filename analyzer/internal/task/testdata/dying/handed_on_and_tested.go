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

func drop(t *T) { t.next = nil }
func work() {
	p := &T{next: &T{}}
	if p.next != nil {
		drop(p)
		sink = p.next.x
	}
}
