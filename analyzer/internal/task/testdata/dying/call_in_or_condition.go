package main

type P struct{ q *T }

func (p *P) z() bool { p.q = nil; return true }
func get() *T        { return &T{} }
func work() {
	p := P{q: get()}
	if p.q != nil && p.z() {
		sink = p.q.x
	}
}
