package joins

import (
	"errors"
	"os/exec"
	"sync"

	"joins/group"
)

// Row 23: assigned, and not read on some path.

func overwrites() error {
	var g group.Group
	g.Go(fetch)
	err := g.Wait() // want `g.Wait's error is lost: err is overwritten before anything reads it \[taskjoin/overwritten certain\]`
	err = errors.New("other")
	return err
}

func overwritesOnSomePath(again bool) error {
	var g group.Group
	g.Go(fetch)
	err := g.Wait() // want `taskjoin/overwritten certain`
	if again {
		err = fetch()
	}
	return err
}

func leaves(quick bool) error {
	var g group.Group
	g.Go(fetch)
	err := g.Wait() // want `g.Wait's error is lost on some path: leaves leaves without reading err \[taskjoin/overwritten likely\]`
	if quick {
		return nil
	}
	return err
}

func namedResult() (err error) {
	var g group.Group
	g.Go(fetch)
	err = g.Wait() // want `taskjoin/overwritten`
	return nil
}

func wraps() error {
	var g group.Group
	g.Go(fetch)
	err := g.Wait()
	err = errors.Join(err, fetch())
	return err
}

func wrapsForNothing() error {
	var g group.Group
	g.Go(fetch)
	err := g.Wait() // want `taskjoin/overwritten`
	err = errors.Join(err, fetch())
	err = fetch()
	return err
}

func leavesWithAnother() error {
	var g group.Group
	g.Go(fetch)
	err := g.Wait()
	if other := fetch(); other != nil {
		return other
	}
	return err
}

func bare() (err error) {
	var g group.Group
	g.Go(fetch)
	err = g.Wait()
	return
}

func readByDefer() (err error) {
	defer func() { println(err) }()
	var g group.Group
	g.Go(fetch)
	err = g.Wait()
	return nil
}

func loops(n int) (err error) {
	for range n {
		var g group.Group
		g.Go(fetch)
		if err = g.Wait(); err != nil {
			continue
		}
	}
	return err
}

// Row 26: never waited for, on all paths or on some.

func never() {
	var g group.Group
	g.Go(fetch) // want `nobody waits for g: if fetch fails, never goes on as if it had worked; call g.Wait \[taskjoin/never-waited certain\]`
}

func early(names []string) error {
	g := group.New(2)
	for _, name := range names {
		if name == "" {
			return errors.New("no name")
		}
		g.Go(fetch) // want `early can end without g.Wait: what was started here goes on, and nobody learns how it ends \[taskjoin/never-waited certain\]`
	}
	return g.Wait()
}

func neverCounted() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { // want `nobody waits for wg: what is started here may still run when all else has ended; call wg.Wait`
		defer wg.Done()
		work()
	}()
}

type field struct{ g group.Group }

func (f *field) run() {
	f.g.Go(fetch) // want `nobody waits for f.g: .* \[taskjoin/never-waited likely\]`
}

func onSomePath(names []string) {
	var wg sync.WaitGroup
	for range names {
		wg.Go(work) // want `taskjoin/never-waited`
	}
	if len(names) > 3 {
		return
	}
	wg.Wait()
}

// Row 38.

func command() error {
	cmd := exec.Command("true")
	if err := cmd.Start(); err != nil { // want `nobody waits for cmd: if it fails, command goes on as if it had worked; call cmd.Wait`
		return err
	}
	return nil
}

func commandWaited() error {
	cmd := exec.Command("true")
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Wait()
}

func commandDetached() error {
	cmd := exec.Command("true")
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Process.Release()
}

func commandKilled() {
	cmd := exec.Command("sleep", "1")
	if err := cmd.Start(); err != nil {
		return
	}
	cmd.Process.Kill()
	cmd.Wait()
}

func commandReturned() (*exec.Cmd, error) {
	cmd := exec.Command("true")
	return cmd, cmd.Start()
}

// Silent.

func waitedByDefer() {
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(work)
	if fetch() != nil {
		return
	}
	println()
}

func escapes() *group.Group {
	g := group.New(1)
	g.Go(fetch)
	return g
}

func conditional(parallel bool) error {
	var g group.Group
	if parallel {
		g.Go(fetch)
	}
	println()
	if parallel {
		return g.Wait()
	}
	return nil
}

func waitedElsewhere(quit chan struct{}) {
	var wg sync.WaitGroup
	wg.Go(work)
	done := make(chan struct{})
	go func() {
		wg.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-quit:
	}
}

func parameter(wg *sync.WaitGroup) {
	wg.Add(1)
	go func() {
		defer wg.Done()
		work()
	}()
}

func addsToo() {
	var wg sync.WaitGroup
	parameter(&wg)
	wg.Wait()
}

func refusedEarly(names []string) error {
	var wg sync.WaitGroup
	wg.Add(len(names))
	if len(names) == 0 {
		return errors.New("nothing to do")
	}
	for range names {
		go func() {
			defer wg.Done()
			work()
		}()
	}
	wg.Wait()
	return nil
}

type twice struct{ wg sync.WaitGroup }

func (t *twice) start() { t.wg.Go(work) }
func (t *twice) stop()  { t.wg.Wait() }

// Row 27: refused.

func refuses() error {
	g := group.New(1)
	g.TryGo(fetch) // want `g.TryGo's answer is dropped: if it refuses, the func never runs and nobody learns of it \[taskjoin/refused certain\]`
	return g.Wait()
}

func submits(p *group.Pool) {
	p.Submit(work) // want `p.Submit's answer is dropped`
	if err := p.Submit(work); err != nil {
		println(err)
	}
	_ = p.Submit(work)
}

func refusedTested() error {
	g := group.New(1)
	if !g.TryGo(fetch) { // want `taskjoin/refused`
	}
	if !g.TryGo(fetch) {
		return errors.New("busy")
	}
	return g.Wait()
}

// Cases of real code that were reported once, and are right.

// startBarrier is met by the goroutines, and not waited for.
func barrier(n int) {
	var ready, wg sync.WaitGroup
	ready.Add(n)
	for range n {
		wg.Go(func() {
			ready.Done()
			ready.Wait()
			work()
		})
	}
	wg.Wait()
}

func meets(n int) {
	var gate, wg sync.WaitGroup
	gate.Add(1)
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			gate.Wait()
			work()
		}()
	}
	gate.Done()
	wg.Wait()
}

// countsOnly starts nothing.
func countsOnly() {
	var wg sync.WaitGroup
	wg.Add(1)
}

// selects has cases without a default, which do not leave the function.
func selects(in chan string, quit chan struct{}) error {
	var g group.Group
	names := make(chan string)
	g.Go(func() error {
		for range names {
			work()
		}
		return fetch()
	})
loop:
	for name := range in {
		select {
		case names <- name:
		case <-quit:
			break loop
		}
	}
	close(names)
	return g.Wait()
}

type aliased struct{ g *group.Group }

// The group of the field is waited for by another name.
func (a *aliased) with(f func() error) error {
	g := group.New(1)
	a.g = g
	if err := f(); err != nil {
		println(err)
	}
	return g.Wait()
}

func (a *aliased) later() { a.g.Go(fetch) }

func cleansUp() (stop func()) {
	cmd := exec.Command("sleep", "1")
	cleanup := func() {
		cmd.Process.Kill()
		cmd.Wait()
	}
	if err := cmd.Start(); err != nil {
		return nil
	}
	return cleanup
}

func runs(cmd *exec.Cmd) error {
	if err := cmd.Start(); err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	return <-done
}

func runsCommand() error {
	cmd := exec.Command("true")
	return runs(cmd)
}

func otherResult(load func() error) {
	if names, err := loadAll(load); len(names) == 0 {
		println(err)
	} else {
		println(names[0])
	}
}

func loadAll(load func() error) ([]string, error) {
	var g group.Group
	g.Go(load)
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return names, nil
}

func blank() []string {
	names, _ := loadAll(fetch)
	return names
}

func accessor(s *server) {
	g := s.group()
	g.Go(fetch) // others wait for it
}

func (s *server) group() *group.Group { return &s.g }

func otherFailure(other error) error {
	var g group.Group
	g.Go(fetch)
	err := g.Wait()
	if other != nil {
		err = other
	}
	return err
}

func otherFailureMade(late bool) error {
	var g group.Group
	g.Go(fetch)
	err := g.Wait()
	if late {
		err = errors.New("too late")
	}
	return err
}

// What is known behind the first start, that it was made, is not so behind the
// second.
func startsAgain() error {
	g := group.New(1)
	g.TryGo(fetch) // want `taskjoin/refused`
	g.Go(fetch)    // want `startsAgain can end without g.Wait: .* \[taskjoin/never-waited certain\]`
	if g.TryGo(fetch) {
		return g.Wait()
	}
	return nil
}

// A function's check of its own work counts for no way out, but what is started
// there leaves.
func startsInCheck() bool {
	g := group.New(1)
	results := make(chan error, 1)
	results <- nil
	g.Go(fetch)
	err := <-results
	if err != nil {
		return g.TryGo(fetch) // want `startsInCheck can end without g.Wait: .* \[taskjoin/never-waited certain\]`
	}
	return g.Wait() == nil
}

// All starts are followed by the same wait.
func startsMore(more bool) error {
	var g group.Group
	g.Go(fetch)
	if more {
		g.Go(fetch)
	}
	for range 3 {
		g.Go(fetch)
	}
	return g.Wait()
}

// What is assigned to in a case of a select statement is in two blocks, of which
// the first is long here.
func startsInCase(c chan int) error {
	g := group.New(1)
	started := make(map[bool]int)
	n := 0
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	n++
	select {
	case started[g.TryGo(fetch)] = <-c: // want `startsInCase can end without g.Wait: .* \[taskjoin/never-waited certain\]`
		if n > 40 {
			return nil
		}
		return g.Wait()
	}
}
