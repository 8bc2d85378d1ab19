package results

import (
	"errors"
	"log"
)

// An error that is received and not looked at is not lost where who sends it has told
// of it.

func tellsAndSends() {
	errc := make(chan error, 1)
	go func() {
		err := fetch()
		if err != nil {
			log.Print(err)
		}
		errc <- err
	}()
	<-errc
}

// It tells of something else.
func tellsOfAnother(name error) {
	errc := make(chan error, 1)
	go func() {
		err := fetch()
		if name != nil {
			log.Print(name)
		}
		errc <- err
	}()
	<-errc // want `the error that comes from errc is lost`
}

// It tells of some.
func tellsOfSome() {
	errc := make(chan error, 2)
	go func() {
		if err := fetch(); err != nil {
			log.Print(err)
			errc <- err
			return
		}
		errc <- fetch()
	}()
	<-errc // want `the error that comes from errc is lost`
}

// A callback sends what it is given, and those who call it tell of that.
type subscriber struct {
	up   chan error
	down chan error
}

func newSubscriber() *subscriber {
	return &subscriber{up: make(chan error, 1), down: make(chan error, 1)}
}

func subscribe(started func(error)) {
	if err := fetch(); err != nil {
		started(err)
		log.Print(err)
		return
	}
	started(nil)
}

func resubscribe(started func(error)) {
	if err := fetch(); err != nil {
		started(err)
		log.Print(err)
		return
	}
	if _, err := load("again"); err != nil {
		started(errors.New("not again"))
	}
	started(nil)
}

func (l *subscriber) listen() {
	go subscribe(func(err error) { l.up <- err })
	go resubscribe(func(err error) { l.down <- err })
}

func (l *subscriber) awaitUp() { <-l.up }

// One of them does not.
func (l *subscriber) awaitDown() {
	<-l.down // want `the error that comes from l.down is lost`
}
