package main

type P struct{ n int }

func (p *P) z() { p.n = 0 }
func (p *P) get() int {
	if p.n < 1 {
		return 1
	}
	p.z()
	return p.n
}
func work() {
	p := &P{n: 3}
	sink = 5 / p.get()
}
