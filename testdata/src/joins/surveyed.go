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

// What goes on behind a failure that is told ends with its context, and works with nothing
// that would stay open.
func surveyed(ctx context.Context, ask func() error, answers chan int) ([]int, error) {
	var all []int
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		for {
			select {
			case n := <-answers:
				all = append(all, n)
				work()
			case <-ctx.Done():
				return
			}
		}
	}()
	err := ask()
	if err != nil {
		return nil, err
	}
	wg.Wait()
	return all, ctx.Err()
}

// Here it waits for answers that may never come.
func surveyedForever(ask func() error, answers chan int) ([]int, error) {
	var all []int
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { // want `surveyedForever can end without wg\.Wait`
		defer wg.Done()
		for range 3 {
			all = append(all, <-answers)
			work()
		}
	}()
	err := ask()
	if err != nil {
		return nil, err
	}
	wg.Wait()
	return all, nil
}

// What could fail is given what its author has chosen, and is of no function that asks
// the world.
func chosen(program string) (*measured, error) {
	cmd := exec.Command(program)
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	client, err := clients.NewClient(fmt.Sprintf("stats:%d", 8081), clients.WithSize(2))
	if err != nil {
		return nil, err
	}
	return &measured{cmd, client}, nil
}

// Here what it is given may be refused.
func targeted(program, target string) (*measured, error) {
	cmd := exec.Command(program)
	if err := cmd.Start(); err != nil { // want `targeted can end without cmd\.Wait`
		return nil, err
	}
	client, err := clients.NewClient(target, clients.WithSize(2))
	if err != nil {
		return nil, err
	}
	return &measured{cmd, client}, nil
}

type measured struct {
	cmd    *exec.Cmd
	client *clients.Client
}

// Who runs the program sees how the pager fails.
type pager struct {
	cmd *exec.Cmd
	out *os.File
}

func (p *pager) open(name string) error {
	p.cmd = exec.Command(name)
	p.cmd.Stdout = os.Stdout
	p.cmd.Stderr = os.Stderr
	return p.cmd.Start()
}

func (p *pager) reset() {
	p.cmd.Wait()
	p.cmd = nil
}

// It may be that nobody sees it.
type filter struct {
	cmd *exec.Cmd
}

func (p *filter) open(name string, loud bool) error {
	p.cmd = exec.Command(name)
	if loud {
		p.cmd.Stderr = os.Stderr
	}
	return p.cmd.Start()
}

func (p *filter) reset() {
	p.cmd.Wait() // want `p\.cmd\.Wait's error is dropped`
	p.cmd = nil
}

// A viewer is left to itself.
func view(name, url string) bool {
	viewer := exec.Command(name, url)
	viewer.Stderr = os.Stderr
	return viewer.Start() == nil
}

func viewQuietly(name, url string) bool {
	viewer := exec.Command(name, url)
	return viewer.Start() == nil // want `nobody waits for viewer`
}

// The group's context does not end before it is waited for: it is made of one that never
// ends, and its functions return no error.
func batches(sem *gate, n int) {
	_ = inBatches(context.Background(), sem, n, func(int) error {
		work()
		return nil
	})
}

func inBatches(ctx context.Context, sem *gate, n int, f func(int) error) error {
	g, ctx := group.WithContext(ctx)
	for i := range n {
		if err := sem.enter(ctx); err != nil {
			return nil
		}
		g.Go(func() error { return f(i) })
	}
	return g.Wait()
}

// Here a function of it fails, and its error is never told.
func failingBatches(sem *gate, n int, try func() error) {
	_ = inFailingBatches(context.Background(), sem, n, func(int) error { return try() })
}

func inFailingBatches(ctx context.Context, sem *gate, n int, f func(int) error) error {
	g, ctx := group.WithContext(ctx)
	for i := range n {
		if err := sem.enter(ctx); err != nil {
			return nil
		}
		g.Go(func() error { return f(i) }) // want `inFailingBatches can end without g\.Wait`
	}
	return g.Wait()
}

// Who connects may fail for other reasons than the end of its context.
func dialed(program string, dial func(context.Context) error) error {
	cmd := exec.Command(program)
	if err := cmd.Start(); err != nil { // want `dialed can end without cmd\.Wait`
		return err
	}
	if err := dial(context.Background()); err != nil {
		return err
	}
	return cmd.Wait()
}

type dialer struct{ refuse error }

func (d *dialer) connect(context.Context) error { return d.refuse }

func connected(program string, d *dialer) error {
	cmd := exec.Command(program)
	if err := cmd.Start(); err != nil { // want `connected can end without cmd\.Wait`
		return err
	}
	if err := d.connect(context.Background()); err != nil {
		return err
	}
	return cmd.Wait()
}

type gate struct{ slots chan struct{} }

func (s *gate) enter(ctx context.Context) error {
	select {
	case s.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
