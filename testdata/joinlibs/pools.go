package joinlibs

import (
	"context"
	"errors"

	"github.com/alitto/pond/v2"
	"github.com/panjf2000/ants/v2"
	"github.com/sourcegraph/conc"
	"github.com/sourcegraph/conc/pool"
	"github.com/sourcegraph/conc/stream"
)

// github.com/sourcegraph/conc

func concRecovered() {
	var wg conc.WaitGroup
	wg.Go(work)
	wg.WaitAndRecover() // want `wg.WaitAndRecover's result is dropped: if a goroutine panics, concRecovered goes on as if it had worked \[taskjoin/unchecked certain\]`
}

func concNever() {
	var wg conc.WaitGroup
	wg.Go(work) // want `nobody waits for wg`
}

func concRight() error {
	var wg conc.WaitGroup
	wg.Go(work)
	if r := wg.WaitAndRecover(); r != nil {
		return r.AsError()
	}
	return nil
}

// It panics with what a goroutine panicked with: nothing is lost.
func concWait() {
	var wg conc.WaitGroup
	wg.Go(work)
	wg.Wait()
}

func concAsError() error {
	var wg conc.WaitGroup
	wg.Go(work)
	wg.WaitAndRecover().AsError() // want `taskjoin/unchecked`
	return wg.WaitAndRecover().AsError()
}

func poolErrors() {
	p := pool.New().WithErrors()
	p.Go(fetch)
	p.Wait() // want `p.Wait's error is dropped: if fetch fails`
}

func poolContext(ctx context.Context) {
	p := pool.New().WithContext(ctx)
	p.Go(func(ctx context.Context) error { return ctx.Err() })
	p.Wait() // want `taskjoin/unchecked`
}

func poolResults() []int {
	p := pool.NewWithResults[int]().WithErrors()
	p.Go(func() (int, error) { return len(names), fetch() })
	p.Wait() // want `taskjoin/unchecked`
	return nil
}

func poolResultsContext(ctx context.Context) {
	p := pool.NewWithResults[int]().WithContext(ctx)
	p.Go(func(ctx context.Context) (int, error) { return 0, ctx.Err() })
	p.Wait() // want `taskjoin/unchecked`
}

func poolNever() {
	p := pool.New()
	p.Go(work) // want `nobody waits for p`
}

func poolFalse() error {
	p := pool.New().WithErrors()
	p.Go(func() error {
		defer func() { recover() }() // want `taskjoin/false-success certain`
		work()
		return nil
	})
	return p.Wait()
}

func poolRight() ([]int, error) {
	p := pool.NewWithResults[int]().WithErrors()
	p.Go(func() (int, error) { return 1, fetch() })
	return p.Wait()
}

func poolPlain() {
	p := pool.New().WithMaxGoroutines(2)
	p.Go(work)
	p.Wait()
}

func poolResultsOnly() []int {
	p := pool.NewWithResults[int]()
	p.Go(func() int { return 1 })
	return p.Wait()
}

func streams() {
	s := stream.New()
	s.Go(func() stream.Callback { work(); return work })
	s.Wait()
}

type concLike struct{}

func (concLike) Go(f func())          { f() }
func (concLike) WaitAndRecover() *int { return nil }

func concLookAlike() {
	var c concLike
	c.Go(work)
	c.WaitAndRecover()
}

// github.com/alitto/pond/v2

func pondGroup(p pond.Pool) {
	g := p.NewGroup()
	g.SubmitErr(fetch)
	g.Wait() // want `g.Wait's error is dropped`
}

func pondTask(p pond.Pool) {
	t := p.SubmitErr(fetch)
	t.Wait() // want `t.Wait's error is dropped`
}

func pondGo(p pond.Pool) {
	p.Go(work) // want `p.Go's answer is dropped`
}

func pondRight(p pond.Pool) error {
	if err := p.Go(work); err != nil {
		return err
	}
	g := p.NewGroup()
	g.SubmitErr(fetch)
	return errors.Join(g.Wait(), p.SubmitErr(fetch).Wait())
}

func pondStop(p pond.Pool) {
	p.Submit(work)
	p.StopAndWait()
}

type pondLike struct{ err error }

func (p *pondLike) SubmitErr(f func() error) { p.err = f() }
func (p *pondLike) Wait() error              { return p.err }

func pondLookAlike() {
	var p pondLike
	p.SubmitErr(fetch)
	p.Wait() // it has run on this goroutine
}

// github.com/panjf2000/ants/v2

func antsSubmit(p *ants.Pool) {
	p.Submit(work)    // want `p.Submit's answer is dropped: if it refuses, the func never runs and nobody learns of it`
	ants.Submit(work) // want `ants.Submit's answer is dropped`
}

func antsInvoke(p *ants.PoolWithFunc) {
	p.Invoke(1) // want `p.Invoke's answer is dropped`
}

func antsRight(p *ants.Pool) error {
	_ = p.Submit(work)
	return p.Submit(work)
}

type antsLike struct{}

func (antsLike) Submit(f func()) error { f(); return nil }

func antsLookAlike() {
	var a antsLike
	a.Submit(work)
}
