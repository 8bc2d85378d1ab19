package main

func work() {
	ch := make(chan int, 3)
	n := 0
again:
	ch <- 1
	if n++; n < 2 {
		close(ch)
		goto again
	}
}
