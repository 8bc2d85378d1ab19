package unrecovered

import (
	"encoding/json"
	"net"
	"time"
)

// More that the author has seen to: by conditions of which one says no where the other
// says yes, by names, and by who is there for it.

// A channel is closed where all is given, or at the end.

func Head(source chan int, n int) chan int {
	out := make(chan int)
	go func() {
		for v := range source {
			n--
			if n >= 0 {
				out <- v
			}
			if n == 0 {
				close(out)
			}
		}
		if n > 0 {
			close(out)
		}
	}()
	return out
}

func HeadTwice(source chan int, n int) chan int {
	out := make(chan int)
	go func() { // want `out may be closed twice`
		for v := range source {
			n--
			if n >= 0 {
				out <- v
			}
			if n == 0 {
				close(out)
			}
		}
		if n <= 0 {
			close(out)
		}
	}()
	return out
}

// What makes an identifier has it in a form of its own.

type receipt struct {
	TxnID string
	Name  string
}

func Receipts(c net.Conn) {
	go func() {
		var r receipt
		if json.NewDecoder(c).Decode(&r) == nil {
			use(r.TxnID[:5])
		}
	}()
}

func Names(c net.Conn) {
	go func() { // want `r\.Name\[:5\] may be out of range`
		var r receipt
		if json.NewDecoder(c).Decode(&r) == nil {
			use(r.Name[:5])
		}
	}()
}

// What is drawn in each round that a timer begins is not what is drawn without one.

type bar struct{ every time.Duration }

func DrawBar(c net.Conn, every time.Duration) {
	b := &bar{every: every}
	if b.every != 0 {
		go b.draw(c)
	}
}

func (b *bar) draw(c net.Conn) {
	if b.every == 0 {
		var faces []string
		_ = json.NewDecoder(c).Decode(&faces)
		use(faces[0])
	}
}

type still struct{ every time.Duration }

func DrawStill(c net.Conn, every time.Duration) {
	b := &still{every: every}
	go b.draw(c) // want `faces\[0\] may be out of range`
}

func (b *still) draw(c net.Conn) {
	if b.every == 0 {
		var faces []string
		_ = json.NewDecoder(c).Decode(&faces)
		use(faces[0])
	}
}

// A function that is kept is run some other time: who recovers here does not mean that.

type ending struct{ closed func() }

func (e *ending) OnClose(f func()) { e.closed = f }

func (e *ending) run() {
	go func() { e.closed() }()
}

func DoClosing(e *ending, h func()) {
	defer func() { _ = recover() }()
	e.OnClose(func() { h() })
}

func DoStarting(h func()) {
	defer func() { _ = recover() }()
	go func() { h() }() // want `h is code that cannot be seen here, and DoStarting's recover does not cover a new goroutine`
}

// Two methods that call each other have parameters of their own.

type line struct{ words []string }

func (l *line) send(n int, words []string) {
	if n > 3 {
		return
	}
	use(words[1 : len(words)-1])
	l.greet(n+1, nil)
}

func (l *line) greet(n int, _ net.Conn) { l.send(n, l.words) }

func Greet(l *line, c chan net.Conn) {
	go func() { l.greet(0, <-c) }()
}

// An error that is handed back is what was given.

type mishap struct{ Cause error }

func (m mishap) Get() error { return m.Cause }

func Mishaps(cause error) {
	m := mishap{Cause: cause}
	go func() { // want `it can reach panic\(err\)`
		err := m.Get()
		func() {
			if err != nil {
				panic(err)
			}
		}()
	}()
}

// A function that is kept in a variable is given what it is called with.

var judged = func(n int) {
	if n == 3 {
		panic("three is not allowed")
	}
}

func Judge(counts map[string]int) {
	go func() { // want `it can reach panic\("three is not allowed"\)`
		n := counts["k"]
		judged(n)
	}()
}
