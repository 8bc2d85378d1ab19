package joins

import (
	"context"

	"joins/group"
)

// Whether a path is taken that leaves because a context has ended: not if the context
// never ends.

// All who call it, through another function and a goroutine of it, give it the
// background.
func sweepForever() {
	go sweepAll(context.Background(), nil)
}

func sweepAll(ctx context.Context, shards [][]string) {
	for _, keys := range shards {
		func() {
			sweep(ctx, keys)
		}()
	}
}

func sweep(ctx context.Context, keys []string) {
	var g group.Group
	for range keys {
		if ctx.Err() != nil {
			return
		}
		g.Go(fetch)
	}
	_ = g.Wait()
}

// So does the variable, and what has a value beyond it.
func sweepHere(keys []string) error {
	ctx := context.WithValue(context.TODO(), keyOfSweep{}, 1)
	var g group.Group
	for range keys {
		g.Go(fetch)
		if err := ctx.Err(); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		default:
		}
	}
	return g.Wait()
}

type keyOfSweep struct{}

// One of those who call it gives it a context that ends.
func sweepBoth(parent context.Context) {
	sweepOrEnd(context.Background(), nil)
	sweepOrEnd(parent, nil)
}

func sweepOrEnd(ctx context.Context, keys []string) {
	var g group.Group
	for range keys {
		if ctx.Err() != nil {
			return
		}
		g.Go(fetch) // want `sweepOrEnd can end without g.Wait`
	}
	_ = g.Wait()
}

// Others can call it.
func SweepOpen(ctx context.Context, keys []string) {
	var g group.Group
	for range keys {
		if ctx.Err() != nil {
			return
		}
		g.Go(fetch) // want `SweepOpen can end without g.Wait`
	}
	_ = g.Wait()
}

func sweepOpened() { SweepOpen(context.Background(), nil) }

// It ends by its cancel function, though what it is made of does not.
func sweepCanceled(keys []string, quit func(cancel func())) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	quit(cancel)
	var g group.Group
	for range keys {
		g.Go(fetch) // want `sweepCanceled can end without g.Wait`
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return g.Wait()
}

// It is assigned another one.
func sweepReplaced(parent context.Context, keys []string) error {
	ctx := context.Background()
	if parent != nil {
		ctx = parent
	}
	var g group.Group
	for range keys {
		g.Go(fetch) // want `sweepReplaced can end without g.Wait`
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return g.Wait()
}

// It is called as a value, by who knows whom.
func sweepValue(ctx context.Context, keys []string) {
	var g group.Group
	for range keys {
		if ctx.Err() != nil {
			return
		}
		g.Go(fetch) // want `sweepValue can end without g.Wait`
	}
	_ = g.Wait()
}

var sweeper = sweepValue

func sweepsByValue() { sweepValue(context.Background(), nil) }

// It may be called through an interface.
type sweeping interface {
	sweepKeys(ctx context.Context, keys []string)
}

type swept struct{}

func (swept) sweepKeys(ctx context.Context, keys []string) {
	var g group.Group
	for range keys {
		if ctx.Err() != nil {
			return
		}
		g.Go(fetch) // want `sweepKeys can end without g.Wait`
	}
	_ = g.Wait()
}

func sweepsByMethod(ctx context.Context, s sweeping) {
	swept{}.sweepKeys(context.Background(), nil)
	s.sweepKeys(ctx, nil)
}

// What waits under a context that never ends has no error to tell.
func handles() {
	var h group.Handler
	h.Go(fetch)
	defer h.Stop()
	h.Go(fetch)
}

func handlesSome() {
	var h group.Handler
	h.Go(fetch)
	defer h.Finish() // want `h\.Finish's error is dropped by defer`
	h.Go(fetch)
}

// It is to be called all the same.
func handlesNever(name string) error {
	h := new(group.Quiet)
	h.Go(work) // want `handlesNever can end without h\.Stop`
	if err := fetch(); err != nil {
		return err
	}
	return h.Stop()
}

// The context that ends is another one than that which does not.
func handlesWithin(ctx context.Context) {
	h := new(group.Handler)
	h.Go(fetch)
	if err := h.Leave(ctx); err != nil {
		return
	}
	h.Go(fetch)
	defer h.Leave(ctx) // want `h\.Leave's error is dropped by defer`
}
