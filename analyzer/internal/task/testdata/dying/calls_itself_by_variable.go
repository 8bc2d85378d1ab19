package main

func f(t *T, n int) {
	sink = t.x
	if n > 0 {
		g := f
		g(nil, n-1)
	}
}
func work() {
	f(&T{}, 1)
}
