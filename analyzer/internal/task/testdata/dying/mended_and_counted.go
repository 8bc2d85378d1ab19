package main

func work() {
	n := args - 1
	if n == 0 {
		n = 1
		n--
	}
	sink = 5 / n
}
