package main

func drop(t *T) { t.next = nil }
func work() {
	p := &T{next: &T{}}
	if p.next != nil {
		drop(p)
		sink = p.next.x
	}
}
