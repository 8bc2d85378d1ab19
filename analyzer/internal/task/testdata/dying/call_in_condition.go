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

type P struct{ s []int }

func (p *P) z() bool { p.s = nil; return true }
func get() []int     { return []int{1} }
func work() {
	p := &P{s: get()}
	if len(p.s) > 0 && p.z() {
		sink = p.s[0]
	}
}
