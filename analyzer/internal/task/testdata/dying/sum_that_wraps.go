package main

import "math"

func work() {
	s := []int{1, 2}
	j := args - 1
	i := args + 7
	if j <= len(s)+5 && i < j+math.MaxInt64 && i >= 0 {
		sink = s[i]
	}
}
