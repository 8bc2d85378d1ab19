package main

func get() *T {
	if c {
		return nil
	}
	return &T{}
}
func work() {
	p := get()
	switch {
	case c:
		sink++
	case p == nil:
		return
	}
	sink = p.x
}
