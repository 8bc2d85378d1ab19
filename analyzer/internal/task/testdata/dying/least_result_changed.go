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

type P struct{ n int }

func (p *P) z() { p.n = 0 }
func (p *P) get() int {
	if p.n < 1 {
		return 1
	}
	p.z()
	return p.n
}
func work() {
	p := &P{n: 3}
	sink = 5 / p.get()
}
