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
	j := len(os.Args) - 1
	i := len(os.Args) + 7
	if j <= len(s)+5 && i < j+math.MaxInt64 && i >= 0 {
		sink = s[i]
	}
}
