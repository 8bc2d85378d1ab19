package main

func seq(yield func(int) bool) { yield(1) }
func work() {
	p := &T{}
	for range seq {
		p = nil
		if c {
			break
		}
		return
	}
	sink = p.x
}
