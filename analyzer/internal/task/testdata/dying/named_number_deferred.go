package main

func get() (n int) {
	defer func() { n = 0 }()
	return 5
}
func work() {
	sink = 5 / get()
}
