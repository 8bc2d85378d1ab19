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
	xs := []int{1, 2, 3}
	for i := range xs {
		if xs[i] == 1 {
			xs = xs[:1]
		}
	}
}
