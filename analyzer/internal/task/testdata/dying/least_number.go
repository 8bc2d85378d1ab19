package main

import "math"

func work() {
	s := []int{1, 2}
	i := sink - 1
	if i >= math.MinInt64 && i < len(s) {
		sink = s[i]
	}
}
