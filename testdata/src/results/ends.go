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
