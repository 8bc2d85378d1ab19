// Package results starts goroutines whose results get lost.
package results

import (
	"context"
	"errors"
	"log"

	"corpus.example/work"
)

func fetch() error { return errors.New("no") }

// Refresh fetches on another goroutine and returns the channel of its error.
func Refresh() <-chan error {
	errc := make(chan error, 1)
	go func() { errc <- fetch() }()
	return errc
}

func abandoned(ctx context.Context) error {
	errc := make(chan error)
	go func() { errc <- fetch() }()
	select {
	case err := <-errc:
		return err
	case <-ctx.Done():
		return ctx.Err() // want "\[taskresult/abandoned certain\]"
	}
}

func droppedChannel() {
	Refresh() // want "\[taskresult/dropped-channel likely\]"
}

func droppedError() {
	go fetch() // want "\[taskresult/dropped-error certain\]" hidden:errcheck
}

func ignoredError() {
	errc := Refresh()
	<-errc // want "\[taskresult/ignored-error likely\]" hidden:errcheck
}

func lostResult(items []string) {
	result := make(chan int)
	go func() {
		defer func() {
			if r := recover(); r != nil { // want "\[taskresult/lost-result certain\]"
				log.Print(r)
			}
		}()
		work.Item(items, 1)
		result <- len(items)
	}()
	<-result
}

func unread() {
	errc := make(chan error, 1) // want "\[taskresult/unread certain\]"
	go func() { errc <- fetch() }()
}
