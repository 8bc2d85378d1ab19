package results

import "strings"

// An inbox keeps what it is sent, and nobody looks.
type inbox struct{ jobs chan int }

func newInbox() *inbox { return &inbox{jobs: make(chan int, 9)} } // want `taskresult/unread likely`

func (b *inbox) run(next func() int) { go b.read(next) }

func (b *inbox) read(next func() int) {
	for {
		b.jobs <- next()
	}
}

// second panics where there is no equals sign, which is for the caller to know.
func second(s string) string { return strings.Split(s, "=")[1] }
