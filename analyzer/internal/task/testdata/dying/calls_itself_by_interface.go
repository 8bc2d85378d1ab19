package main

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
