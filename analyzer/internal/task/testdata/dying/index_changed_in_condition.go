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
	a := []int{1, 2, 3}
	i := 0
	for i < len(a) && func() bool { i = 7; return true }() {
		sink = a[i]
	}
}
