package joins

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"sync"

	"clients"
	"joins/group"
)

// A command that is started by another package, and whose process is handed on, is waited
// for by who has that.
func handsProcessOn(script string) (*os.Process, error) {
	cmd := exec.Command("sh", "-c", script)
	if err := clients.StartCommand(cmd); err != nil {
		return nil, err
	}
	return cmd.Process, nil
}

func handsNothingOn(script string) error {
	cmd := exec.Command("sh", "-c", script)
	return clients.StartCommand(cmd) // want `nobody waits for cmd`
}

// A process that has been told to end says nothing by its error, wherever it is waited for.
type shell struct{ *exec.Cmd }

func (s *shell) end() {
	s.Process.Signal(os.Interrupt)
	done := make(chan struct{})
	go func() {
		s.Cmd.Wait()
		close(done)
	}()
	<-done
}

func (s *shell) last() {
	done := make(chan struct{})
	go func() {
		s.Cmd.Wait() // want `s\.Cmd\.Wait's error is dropped`
		close(done)
	}()
	<-done
}

type renamed exec.Cmd

func (r *renamed) end() {
	((*exec.Cmd)(r)).Process.Kill()
	((*exec.Cmd)(r)).Wait()
}

// Goroutines that another group waits for, and that keep no error, are waited for.
func waitedByAnother(jobs []func()) {
	var counted, wg sync.WaitGroup
	for _, job := range jobs {
		counted.Add(1)
		wg.Add(1)
		go func() {
			defer counted.Done()
			defer wg.Done()
			job()
		}()
	}
	wg.Wait()
}

func waitedByNone(jobs []func()) {
	var counted, wg sync.WaitGroup
	for _, job := range jobs {
		counted.Add(1)
		wg.Add(1)
		go func() { // want `nobody waits for (counted|wg)`
			defer counted.Done()
			defer wg.Done()
			job()
		}()
	}
}

// What is started on a field is started on the group that is stored there.
type batch struct{ group *group.Group }

func (b *batch) add() {
	b.group.Go(func() error {
		work()
		return nil
	})
}

func runsBatch() {
	g := new(group.Group)
	b := &batch{group: g}
	b.add()
	g.Wait()
}

type risky struct{ group *group.Group }

func (b *risky) add() { b.group.Go(fetch) }

func runsRisky() {
	g := new(group.Group)
	b := &risky{group: g}
	b.add()
	g.Wait() // want `g\.Wait's error is dropped`
}

// A supervisor that only ends when the channel is closed looks at nothing then.
func supervised(ctx context.Context, end func()) {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				failed = fmt.Errorf("panic: %v", r)
			}
		}()
		done := make(chan struct{})
		go func() {
			select {
			case <-ctx.Done():
				end()
			case <-done:
			}
		}()
		defer close(done)
		work()
	}()
}

func supervisedAndRead(ctx context.Context, end func(error)) {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				failed = fmt.Errorf("panic: %v", r)
			}
		}()
		done := make(chan struct{})
		go func() {
			select {
			case <-ctx.Done():
			case <-done:
			}
			end(failed)
		}()
		defer close(done) // want `taskjoin/early-release`
		work()
	}()
}

var failed error

// Who is told to stop, expects what the wait then says.
func stopped(stop chan struct{}, log func(string)) {
	var g group.Group
	g.Go(fetch)
	err := g.Wait()
	select {
	case <-stop:
		log("stopped")
	default:
		panic(err)
	}
}

func stoppedByAnswer(answers chan int, log func(int)) {
	var g group.Group
	g.Go(fetch)
	err := g.Wait() // want `taskjoin/overwritten`
	select {
	case n := <-answers:
		log(n)
	default:
		panic(err)
	}
}

// A method that works off what is queued waits for nobody, whatever blocks it.
type workQueue struct {
	wg   sync.WaitGroup
	jobs chan func()
}

func (q *workQueue) add(job func()) {
	q.wg.Add(1)
	go func() {
		defer q.wg.Done()
		job()
	}()
}

func (q *workQueue) processNext() { q.wg.Wait() }

func addsToQueue() {
	q := new(workQueue)
	q.add(work)
}

type workers struct{ wg sync.WaitGroup }

func (c *workers) add(job func()) {
	c.wg.Add(1)
	go func() {
		defer c.wg.Done()
		job()
	}()
}

func (c *workers) wait() { c.wg.Wait() }

func addsToCrew() {
	c := new(workers)
	c.add(work) // want `nobody waits for c`
}

// What is cleaned up where something else has failed, has no more to say.
func cleansUpAll(fetch2 func() error, limited bool) error {
	var g group.Group
	g.Go(fetch) // want `cleansUpAll can end without g\.Wait`
	if err := fetch2(); err != nil {
		if limited {
			g.Wait()
		}
		return err
	}
	return g.Wait()
}

func cleansUpAndGoesOn(fetch2 func() error, limited bool) error {
	var g group.Group
	g.Go(fetch)
	if err := fetch2(); err != nil {
		if limited {
			g.Wait() // want `g\.Wait's error is dropped`
		}
		work()
	}
	return g.Wait()
}

// Who keeps the process of a command in a variable waits for it by that, though the field
// is given another process later.
func (s *shell) restores(other *os.Process) error {
	cmd := exec.Command("criu", "restore")
	if err := cmd.Start(); err != nil {
		return err
	}
	process := cmd.Process
	if err := fetch(); err != nil {
		process.Kill()
		process.Wait()
		return err
	}
	cmd.Process = other
	if _, err := process.Wait(); err != nil {
		return err
	}
	return cmd.Wait()
}
