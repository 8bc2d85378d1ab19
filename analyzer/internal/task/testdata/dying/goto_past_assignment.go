package main

func get() *T { return nil }
func work() {
	var p *T
	if c {
		goto L
	}
	p = &T{}
L:
	sink = p.x
}
