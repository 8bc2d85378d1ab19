package main

func zero(p *T) { p.next = nil }
func work() {
	p := &T{next: &T{}}
	zero(p)
	sink = p.next.x
}
