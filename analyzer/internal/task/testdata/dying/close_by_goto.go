package main

func work() {
	ch := make(chan int)
	n := 0
again:
	close(ch)
	if n++; n < 2 {
		goto again
	}
}
