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

// The one result ends the goroutine, the other one is what that says.
func awaits(work func() error) (chan<- struct{}, <-chan error) {
	stop := make(chan struct{})
	end := make(chan error, 1)
	go func() {
		defer close(end)
		<-stop
		end <- work()
	}()
	return stop, end
}

func stops() error {
	stop, end := awaits(fetch)
	close(stop)
	return <-end
}

func stopsOnly() {
	stop, end := awaits(fetch)
	close(stop)
	<-end // want `taskresult/ignored-error`
}

// Who gets the func that receives calls it, or not.
func records(fail bool) (run func() error, err error) {
	end := make(chan error)
	go func() { end <- fetch() }()
	run = func() error { return <-end }
	return run, nil
}

// This one is called where it is made, or not.
func recordsHere(skip bool) error {
	end := make(chan error)
	go func() { end <- fetch() }()
	run := func() error { return <-end }
	if skip {
		return nil // want `taskresult/abandoned`
	}
	return run()
}
