package main

type P struct{ s []int }

func (p *P) z() bool { p.s = nil; return true }
func get() []int     { return []int{1} }
func work() {
	p := &P{s: get()}
	if len(p.s) > 0 && p.z() {
		sink = p.s[0]
	}
}
