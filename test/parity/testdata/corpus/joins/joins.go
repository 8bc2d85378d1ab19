// Package joins waits for goroutines, and loses how they ended.
package joins

import (
	"errors"
	"log"
	"sync"

	"corpus.example/group"
	"corpus.example/work"
)

func fetch() error { return errors.New("no") }

func save() error { return nil }

func unchecked() {
	g := group.New(2)
	g.Go(fetch)
	g.Wait() // want "\[taskjoin/unchecked certain\]" hidden:errcheck
}

func deliberate() {
	g := group.New(2)
	g.Go(fetch)
	_ = g.Wait() // the act is explicit
}

func overwritten() error {
	g := group.New(2)
	g.Go(fetch)
	err := g.Wait() // want "\[taskjoin/overwritten certain\]" hidden:ineffassign
	err = save()
	return err
}

func neverWaited() {
	g := group.New(2)
	g.Go(fetch) // want "\[taskjoin/never-waited certain\]"
}

func refused() error {
	g := group.New(2)
	g.TryGo(fetch) // want "\[taskjoin/refused certain\]"
	return g.Wait()
}

func falseSuccess(items []string) error {
	g := group.New(2)
	g.Go(func() error {
		defer func() {
			if r := recover(); r != nil { // want "\[taskjoin/false-success certain\]"
				log.Print(r)
			}
		}()
		work.Item(items, 1)
		return nil
	})
	return g.Wait()
}

func skippedDone(items []string) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Print(r)
			}
		}()
		work.Item(items, 1)
		wg.Done() // want "\[taskjoin/skipped-done certain\]"
	}()
	wg.Wait()
}

func earlyRelease(items []string) (err error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				err = errors.New("it panicked")
			}
		}()
		defer wg.Done() // want "\[taskjoin/early-release certain\]"
		work.Item(items, 1)
	}()
	wg.Wait()
	return err
}
