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

type P struct{ q *T }

func (p *P) z() bool { p.q = nil; return true }
func get() *T        { return &T{} }
func work() {
	p := P{q: get()}
	if p.q != nil && p.z() {
		sink = p.q.x
	}
}
