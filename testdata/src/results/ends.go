package results

import (
	"errors"
	"net/rpc"
	"os"
)

// The client is closed next: nobody answers any more.

type remote struct{ client *rpc.Client }

func (r *remote) disconnect(resume bool) error {
	if resume {
		r.client.Go("Server.Resume", 0, nil, nil)
	}
	return r.client.Close()
}

func (r *remote) resume() error {
	r.client.Go("Server.Resume", 0, nil, nil) // want `taskresult/dropped-channel likely`
	return errors.New("not yet")
}

// Who receives what a goroutine sends at its end learns that it has ended.

type event struct{ kind int }

type link struct{ events chan event }

func (l *link) established() error {
	defer func() { l.events <- event{1} }()
	return fetch()
}

func (l *link) quiet() error {
	l.events <- event{2}
	return fetch()
}

func (l *link) run() {
	go l.established()
	go l.quiet() // want `taskresult/dropped-error certain`
	for ev := range l.events {
		println(ev.kind)
	}
}

// A channel that keeps a file until the process ends, and one that loses an error.

type holder struct {
	file  chan *os.File
	fault chan error
}

func newHolder() *holder {
	h := &holder{
		file:  make(chan *os.File, 1),
		fault: make(chan error, 1), // want `taskresult/unread likely`
	}
	go h.hold()
	go h.fail()
	return h
}

func (h *holder) hold() { h.file <- os.Stdin }

func (h *holder) fail() { h.fault <- fetch() }

// With room for one failure it takes two at once to leak, and without there being any all
// it takes is one value.

func pings(stop chan struct{}, due chan int) error {
	errc := make(chan error, 1)
	for {
		select {
		case <-stop:
			return nil
		case <-due:
			go func() {
				if err := fetch(); err != nil {
					errc <- err
				}
			}()
		case err := <-errc:
			return err
		}
	}
}

func pongs(stop chan struct{}, due chan int) error {
	errc := make(chan error, 1)
	for {
		select {
		case <-stop:
			return nil // want `taskresult/abandoned`
		case <-due:
			go func() { errc <- fetch() }()
		case err := <-errc:
			if err != nil {
				return err
			}
		}
	}
}

// A receiver that leaves by what nothing but a test tells it, and one that is told.

type desk struct {
	requests chan int
	quit     chan struct{}
}

func newDesk() *desk {
	d := &desk{requests: make(chan int), quit: make(chan struct{})}
	go d.serve()
	return d
}

func (d *desk) serve() {
	for {
		select {
		case <-d.quit:
			return
		case n := <-d.requests:
			println(n)
		}
	}
}

func (d *desk) ask(n int) { go d.put(n) }

func (d *desk) put(n int) { d.requests <- n }

func (d *desk) leave() { close(d.quit) }

type Counter struct {
	requests chan int
	quit     chan struct{}
}

func NewCounter() *Counter {
	c := &Counter{requests: make(chan int), quit: make(chan struct{})}
	go c.serve()
	return c
}

func (c *Counter) serve() {
	for {
		select {
		case <-c.quit:
			return // want `taskresult/abandoned`
		case n := <-c.requests:
			println(n)
		}
	}
}

func (c *Counter) Ask(n int) { go c.put(n) }

func (c *Counter) put(n int) { c.requests <- n }

func (c *Counter) Close() { close(c.quit) }

// What a goroutine sends on another channel where it fails says nothing of this one.
func both(stop chan struct{}, due chan int, logs chan error) error {
	errc := make(chan error, 1)
	for {
		select {
		case <-stop:
			return nil // want `taskresult/abandoned`
		case <-due:
			go func() {
				if err := fetch(); err != nil {
					logs <- err
				}
				tell(errc)
			}()
		case err := <-errc:
			if err != nil {
				return err
			}
		}
	}
}

func tell(errc chan error) { errc <- fetch() }
