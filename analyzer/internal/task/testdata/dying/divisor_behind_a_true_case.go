package main

func work() {
	n := args
	switch {
	case c:
		n -= args
	case n == 0:
		return
	}
	sink = 5 / n
}
