package main

import (
	"os"
	"time"
)

// What the programs beside this one have in common: each has a func work.

type T struct {
	x    int
	next *T
	s    []int
}

var args = len(os.Args) // 1
var c = args > 0        // true
var sink int

func main() {
	go work()
	time.Sleep(50 * time.Millisecond)
}
