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

func get() (n int) {
	defer func() { n = 0 }()
	return 5
}
func work() {
	sink = 5 / get()
}
