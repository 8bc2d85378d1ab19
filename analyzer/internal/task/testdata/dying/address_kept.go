package main

func get() *T { return &T{} }
func work() {
	q := get()
	p := &q
	if q == nil {
		return
	}
	*p = nil
	sink = q.x
}
