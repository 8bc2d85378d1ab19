package results

import (
	"context"
	"testing"
	"time"
)

// The error is what the test waits for.
func TestArrives(t *testing.T) {
	errc := make(chan error, 1)
	go func() { errc <- fetch() }()
	select {
	case <-errc:
	case <-time.After(time.Second):
		t.Fatal("no error")
	}
}

// What comes behind the end says that it came.
func TestEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	errc := make(chan error, 1)
	go func() { errc <- logs(ctx) }()
	cancel()
	<-errc
}

func logs(ctx context.Context) error {
	<-ctx.Done()
	return fetch()
}

// Only failures are sent.
func TestFails(t *testing.T) {
	errc := make(chan error, 1)
	go func() {
		if err := fetch(); err != nil {
			errc <- err
		}
	}()
	<-errc
}

// Here it may have been an early end.
func TestLost(t *testing.T) {
	errc := make(chan error, 1)
	go func() { errc <- fetch() }()
	work()
	<-errc // want `the error that comes from errc is lost: .* \[taskresult/ignored-error certain\]`
}

func TestPanics(t *testing.T) {
	defer func() { t.Log(recover()) }()
	newLoader()
	background(t.Context())
	refresh()
}

// A loader stands for what loads in the background.
type loader struct{ errc chan error }

func newLoader() *loader {
	l := &loader{errc: make(chan error, 1)}
	go func() { l.errc <- fetch() }()
	return l
}

func background(ctx context.Context) <-chan error {
	errc := make(chan error, 1)
	go func() { errc <- serve(ctx) }()
	return errc
}

func copies(read, write func() error) error {
	written, done := make(chan error, 1), make(chan error, 1)
	go func() { done <- read() }()
	go func() {
		if err := write(); err != nil {
			written <- err
		}
		written <- fetch()
	}()
	if err := <-done; err != nil {
		return err // the writer goes on with room for what it sends, or has failed too
	}
	return <-written
}

func TestCopies(t *testing.T) {
	if err := copies(fetch, fetch); err != nil {
		t.Error(err)
	}
}

// Without a failure of its own it sends more than there is room for: a leak, were it no
// test, which ends with it.
func copiesInTest(read, write func() error) error {
	written, done := make(chan error, 1), make(chan error, 1)
	go func() { done <- read() }()
	go func() {
		written <- write()
		written <- fetch()
	}()
	if err := <-done; err != nil {
		return err
	}
	if err := <-written; err != nil {
		return err
	}
	return <-written
}

func TestCopiesTwice(t *testing.T) {
	if err := copiesTwice(fetch, fetch); err != nil {
		t.Error(err)
	}
}
