package main

func work() {
	p := &T{}
	n := 0
again:
	sink = p.x
	if n < 1 {
		n++
		p = nil
		goto again
	}
}
