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
	n := len(os.Args)
	switch {
	case c:
		n -= len(os.Args)
	case n == 0:
		return
	}
	sink = 5 / n
}
