package main

func get() *T {
	if c {
		return nil
	}
	return &T{}
}
func work() {
	p := get()
	if c {
		goto L
	}
	if p == nil {
		return
	}
L:
	sink = p.x
}
