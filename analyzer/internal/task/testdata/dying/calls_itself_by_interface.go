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

type W interface{ walk([]int, int) }
type A struct{}

func (A) walk(s []int, n int) {
	sink = s[0]
	if n > 0 {
		var w W = A{}
		w.walk(nil, n-1)
	}
}
func work() {
	A{}.walk([]int{1}, 1)
}
