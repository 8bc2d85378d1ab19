package joins

import (
	"errors"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"testing"

	"joins/group"
)

// A throttle starts nothing itself, and is told how what others start has ended.
type throttle struct {
	wg   sync.WaitGroup
	sem  chan struct{}
	errs chan error
}

func newThrottle(n int) *throttle {
	return &throttle{sem: make(chan struct{}, n), errs: make(chan error, n)}
}

func (t *throttle) Do() error {
	select {
	case t.sem <- struct{}{}:
		t.wg.Add(1)
		return nil
	case err := <-t.errs:
		return err
	}
}

func (t *throttle) Done(err error) {
	if err != nil {
		t.errs <- err
	}
	<-t.sem
	t.wg.Done()
}

func (t *throttle) Finish() error {
	t.wg.Wait()
	close(t.errs)
	for err := range t.errs {
		return err
	}
	return nil
}

// One that is told of failures returns them early.
func throttled(names []string) error {
	t := newThrottle(2)
	for range names {
		if err := t.Do(); err != nil {
			return err
		}
		go func() { // want `throttled can end without t.Finish: .* \[taskjoin/never-waited certain\]`
			var err error
			defer func() { t.Done(err) }()
			err = fetch()
		}()
	}
	return t.Finish()
}

// One that is told nothing has nothing to return: what is deferred has the
// value that the variable has by then.
func throttledForNothing(names []string) error {
	t := newThrottle(2)
	for range names {
		if err := t.Do(); err != nil {
			return err
		}
		go func() {
			var err error
			defer t.Done(err)
			err = fetch()
		}()
		nested(t)
	}
	return t.Finish()
}

func nested(t *throttle) {
	if t.Do() != nil {
		return
	}
	go func() {
		defer t.Done(nil)
		work()
	}()
}

// Of two places that leave, the one is named that does so under fewer
// conditions.
func leavesTwice() error {
	cmd := exec.Command("true")
	if err := cmd.Start(); err != nil { // want `leavesTwice can end without cmd.Wait`
		return err
	}
	if err := fetch(); err != nil {
		if errors.Is(err, exec.ErrDot) {
			return errors.New("relative")
		}
		return err
	}
	return cmd.Wait()
}

// Who dies before its own group has goroutines leaves nobody waiting.
func ownGroup(names []string) {
	go func() {
		defer func() { println(recover()) }()
		println(names[1])
		var ready sync.WaitGroup
		ready.Add(1)
		for range names {
			go func() { ready.Wait() }()
		}
		ready.Done()
		ready.Wait()
	}()
}

func inVariable(names []string) error {
	all := func() error {
		var g group.Group
		for _, name := range names {
			if name == "" {
				return errors.New("no name")
			}
			g.Go(fetch) // want `all can end without g.Wait`
		}
		return g.Wait()
	}
	return all()
}

// What there is no error to ask of is not asked.
func notFound() error {
	cmd := exec.Command("true")
	err := cmd.Start()
	if os.IsNotExist(err) {
		return errors.New("no such command")
	}
	if err != nil {
		return err
	}
	return cmd.Wait()
}

// A page starts what handles a route, and waits for one answer of many.
type page struct {
	mu     sync.Mutex
	routes []func() error
	errs   chan error
}

func (p *page) Route(handle func() error) error {
	go func() {
		if err := handle(); err != nil {
			p.errs <- err
		}
	}()
	return nil
}

func (p *page) WaitFor(pattern string) error { return <-p.errs }

func routes() {
	p := &page{errs: make(chan error)}
	if err := p.Route(fetch); err != nil {
		println(err)
	}
}

// A peer that dies says only that it did.
type peer struct {
	in, quit chan struct{}
	ended    int32
}

func (p *peer) handle() {
	defer p.stopPanic()
	defer close(p.in)
	work()
}

func (p *peer) stopPanic() {
	if r := recover(); r != nil {
		println("peer:", r)
		if atomic.AddInt32(&p.ended, 1) == 1 {
			close(p.quit)
		}
	}
}

func (p *peer) start() { go p.handle() }

// What the function has put into its own channel has the size that it gave it.
func buffers(names []string) error {
	free := make(chan []byte, 2)
	for range 2 {
		free <- make([]byte, 10)
	}
	var wg sync.WaitGroup
	for range names {
		buf := <-free
		if len(buf) != 10 {
			return errors.New("wrong size")
		}
		wg.Go(func() {
			work()
			free <- buf
		})
	}
	wg.Wait()
	return nil
}

// What is waited for by another group, too, does not go on unseen.
type finder struct{ all sync.WaitGroup }

func (f *finder) find(names chan string, quit chan struct{}) {
	var wg sync.WaitGroup
	for {
		select {
		case _, ok := <-names:
			if !ok {
				wg.Wait()
				return
			}
			f.all.Add(1)
			wg.Add(1)
			go func() {
				defer f.all.Done()
				defer wg.Done()
				work()
			}()
		case <-quit:
			return
		}
	}
}

func (f *finder) stop() { f.all.Wait() }

// A suite of tests, in a file that is none: what it starts tells it by itself.
func suite(t testing.TB) {
	var wg sync.WaitGroup
	for range names {
		if err := fetch(); err != nil {
			t.Error(err)
			return
		}
		wg.Go(work)
	}
	wg.Wait()
}
