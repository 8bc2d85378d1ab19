// Package joinlibs has the cases of taskjoin with real libraries. For each
// there is what is reported, what is silent, and a look-alike.
package joinlibs

import (
	"context"
	"errors"
	"fmt"
	"log"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"
)

var names []string

func fetch() error { return errors.New(names[len(names)-1]) }
func work()        { println(names[len(names)-1]) }

// golang.org/x/sync/errgroup

func errgroupDropped(ctx context.Context) {
	g, _ := errgroup.WithContext(ctx)
	g.Go(fetch)
	g.Wait() // want `g.Wait's error is dropped: if fetch fails, errgroupDropped goes on as if it had worked \[taskjoin/unchecked certain\]`
}

func errgroupNever() {
	var g errgroup.Group
	g.Go(fetch) // want `nobody waits for g: if fetch fails, errgroupNever goes on as if it had worked; call g.Wait`
}

func errgroupEarly(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(fetch) // want `taskjoin/never-waited`
	if ctx.Err() != nil {
		return nil
	}
	return g.Wait()
}

func errgroupRefused() error {
	g := new(errgroup.Group)
	g.SetLimit(1)
	g.TryGo(fetch) // want `g.TryGo's answer is dropped`
	return g.Wait()
}

func errgroupOverwritten() error {
	var g errgroup.Group
	g.Go(fetch)
	err := g.Wait() // want `taskjoin/overwritten`
	err = fetch()
	return err
}

func errgroupFalse() error {
	var g errgroup.Group
	g.Go(func() error {
		defer func() {
			if r := recover(); r != nil { // want `if work panics, g.Wait reports success`
				log.Print(r)
			}
		}()
		work()
		return nil
	})
	return g.Wait()
}

func errgroupRight(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() (err error) {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("panic: %v", r)
			}
		}()
		return ctx.Err()
	})
	if !g.TryGo(fetch) {
		return errors.Join(errors.New("busy"), g.Wait())
	}
	return g.Wait()
}

// The functions only limit each other: there is no error to drop.
func errgroupNoError() {
	var g errgroup.Group
	g.Go(func() error { work(); return nil })
	g.Wait()
}

type errgroupLike struct{ err error }

func (e *errgroupLike) Go(f func() error) { e.err = f() }
func (e *errgroupLike) Wait() error       { return e.err }

func errgroupLookAlike() {
	var g errgroupLike // runs on the caller's goroutine
	g.Go(fetch)
}

type embeds struct {
	*errgroup.Group
	name string
}

func errgroupEmbedded() {
	e := embeds{Group: new(errgroup.Group)}
	e.Go(fetch)
	e.Wait() // want `e.Wait's error is dropped`
}

// golang.org/x/sync/semaphore

func semaphoreAcquire(ctx context.Context, s *semaphore.Weighted) {
	s.Acquire(ctx, 1) // want `s.Acquire's answer is dropped: if it gives up, semaphoreAcquire goes on as if it had not \[taskjoin/refused certain\]`
	defer s.Release(1)
	work()
}

func semaphoreTry(s *semaphore.Weighted) {
	s.TryAcquire(1) // want `s.TryAcquire's answer is dropped`
	defer s.Release(1)
	work()
}

func semaphoreRight(ctx context.Context, s *semaphore.Weighted) error {
	if err := s.Acquire(ctx, 1); err != nil {
		return err
	}
	defer s.Release(1)
	_ = s.TryAcquire(1)
	return nil
}

// It cannot give up: the context never ends.
func semaphoreBackground(s *semaphore.Weighted) {
	s.Acquire(context.Background(), 1)
	defer s.Release(1)
	work()
}

func semaphoreForever(s *semaphore.Weighted) error {
	ctx := context.Background()
	s.Acquire(ctx, 1)
	defer s.Release(1)
	var g errgroup.Group
	for range names {
		if err := s.Acquire(ctx, 1); err != nil {
			return err
		}
		g.Go(fetch)
	}
	return g.Wait()
}

// It gives up when the group's context does, which a failure ends.
func semaphoreOfGroup(s *semaphore.Weighted) error {
	g, ctx := errgroup.WithContext(context.Background())
	for range names {
		if err := s.Acquire(ctx, 1); err != nil {
			return err
		}
		g.Go(fetch) // want `semaphoreOfGroup can end without g.Wait`
	}
	return g.Wait()
}
