package main

func work() {
	p := &T{}
	for {
		p = nil
		if c {
			break
		}
		return
	}
	sink = p.x
}
