package main

func work() {
	ch := make(chan int)
	f := func() { close(ch) }
	f()
	f()
}
