package main

func work() {
	a := []int{1, 2, 3}
	i := 0
	for i < len(a) && func() bool { i = 7; return true }() {
		sink = a[i]
	}
}
