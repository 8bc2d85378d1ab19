package main

func work() {
	n := args - 5
	switch {
	case n < 0:
		break
	}
	sink = len(make([]int, n))
}
