package main

func get() *T {
	if c {
		return nil
	}
	return &T{}
}
func work() {
	p := get()
	if p == nil {
		p = &T{}
		if c {
			p = nil
		}
	}
	sink = p.x
}
