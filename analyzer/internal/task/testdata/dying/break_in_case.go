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
	case p == nil:
		if c {
			break
		}
		return
	}
	sink = p.x
}
