package main

func work() {
	ch := make(chan int)
	for range 2 {
		func() { close(ch) }()
	}
}
