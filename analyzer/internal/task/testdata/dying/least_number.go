package main

import (
	"math"
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
	s := []int{1, 2}
	i := -len(os.Args)
	if i >= math.MinInt64 && i < len(s) {
		sink = s[i]
	}
}
