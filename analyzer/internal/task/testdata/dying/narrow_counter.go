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
	a := []int{1, 2}
	for i := int8(0); ; i++ {
		if int(i) < len(a) {
			sink = a[i]
		}
	}
}
