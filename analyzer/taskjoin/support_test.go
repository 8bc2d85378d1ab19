package taskjoin_test

// The files around the generated functions.

const groupSource = `// Package group has groups as users write them.
package group

import "sync"

type Group struct {
	wg   sync.WaitGroup
	once sync.Once
	err  error
}

func (g *Group) Go(f func() error) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		if err := f(); err != nil {
			g.once.Do(func() { g.err = err })
		}
	}()
}

func (g *Group) Wait() error {
	g.wg.Wait()
	return g.err
}

type Counter struct{ wg sync.WaitGroup }

func (c *Counter) Add(n int) { c.wg.Add(n) }
func (c *Counter) Done()     { c.wg.Done() }
func (c *Counter) Wait()     { c.wg.Wait() }
`

const wrapSource = `// Package wrap has the groups of libraries behind types of its own.
package wrap

import (
	"context"
	"sync"

	"generated/group"

	"github.com/hashicorp/go-multierror"
	"github.com/sourcegraph/conc/pool"
	"golang.org/x/sync/errgroup"
	"gopkg.in/tomb.v2"
)

type Own struct{ g group.Group }

func NewOwn() *Own                { return new(Own) }
func (w *Own) Go(f func() error) { w.g.Go(f) }
func (w *Own) Wait() error       { return w.g.Wait() }

type Errgroup struct{ g errgroup.Group }

func NewErrgroup() *Errgroup          { return new(Errgroup) }
func (w *Errgroup) Go(f func() error) { w.g.Go(f) }
func (w *Errgroup) Wait() error       { return w.g.Wait() }

type Context struct{ g *errgroup.Group }

func NewContext() *Context {
	g, _ := errgroup.WithContext(context.Background())
	return &Context{g}
}
func (w *Context) Go(f func() error) { w.g.Go(f) }
func (w *Context) Wait() error       { return w.g.Wait() }

type Conc struct{ p *pool.ErrorPool }

func NewConc() *Conc              { return &Conc{pool.New().WithErrors()} }
func (w *Conc) Go(f func() error) { w.p.Go(f) }
func (w *Conc) Wait() error       { return w.p.Wait() }

type Multierror struct{ g multierror.Group }

func NewMultierror() *Multierror        { return new(Multierror) }
func (w *Multierror) Go(f func() error) { w.g.Go(f) }
func (w *Multierror) Wait() error       { return w.g.Wait().ErrorOrNil() }

type Tomb struct{ t tomb.Tomb }

func NewTomb() *Tomb              { return new(Tomb) }
func (w *Tomb) Go(f func() error) { w.t.Go(f) }
func (w *Tomb) Wait() error       { return w.t.Wait() }

type Waitgroup struct{ wg sync.WaitGroup }

func NewWaitgroup() *Waitgroup { return new(Waitgroup) }
func (w *Waitgroup) Add(n int) { w.wg.Add(n) }
func (w *Waitgroup) Done()     { w.wg.Done() }
func (w *Waitgroup) Wait()     { w.wg.Wait() }

type WaitgroupGo struct{ wg sync.WaitGroup }

func NewWaitgroupGo() *WaitgroupGo     { return new(WaitgroupGo) }
func (w *WaitgroupGo) Go(f func()) { w.wg.Go(f) }
func (w *WaitgroupGo) Wait()       { w.wg.Wait() }

type Counter struct{ c group.Counter }

func NewCounter() *Counter   { return new(Counter) }
func (w *Counter) Add(n int) { w.c.Add(n) }
func (w *Counter) Done()     { w.c.Done() }
func (w *Counter) Wait()     { w.c.Wait() }
`

const casesHead = `package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"runtime"
	"sync"

	"generated/group"
	"generated/wrap"

	"github.com/hashicorp/go-multierror"
	"github.com/sourcegraph/conc/pool"
	"golang.org/x/sync/errgroup"
	"gopkg.in/tomb.v2"
)

var (
	_ = errors.New
	_ = fmt.Errorf
	_ = log.Print
	_ = runtime.Goexit
	_ sync.WaitGroup
	_ group.Group
	_ = wrap.NewOwn
	_ multierror.Group
	_ = pool.New
	_ errgroup.Group
	_ tomb.Tomb
)

`

// What the functions call, and the program that runs them: the function whose
// number it is given, 20 times at once, and prints what its caller learned.
const mainSource = `package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	calm = iota
	fails
	panics
)

// op is what a goroutine does. It takes its time, so that who does not wait
// for it is gone.
func op(mode int) error {
	settle()
	switch mode {
	case fails:
		return errors.New("op failed")
	case panics:
		var none []int
		_ = none[mode]
	}
	return nil
}

func other() error { return nil }

func settle() { time.Sleep(20 * time.Millisecond) }

func logPanic() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

func into(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("panic: %v", r)
	}
}

// store keeps the last error for who asks.
type store struct {
	mu  sync.Mutex
	err error
}

func (s *store) Store(err error) {
	s.mu.Lock()
	s.err = err
	s.mu.Unlock()
}

func (s *store) get() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.err
}

var last store

const runs = 20

func main() {
	log.SetOutput(io.Discard)
	mode, _ := strconv.Atoi(os.Args[1])
	if mode == panics {
		n, _ := strconv.Atoi(os.Args[2])
		fmt.Println(os.Args[2], outcome(all[n], mode))
		time.Sleep(3 * 20 * time.Millisecond) // what was not waited for may crash still
		return
	}
	var wg sync.WaitGroup
	lines := make([]string, len(all))
	for n, f := range all {
		wg.Go(func() { lines[n] = fmt.Sprint(n, " ", outcome(f, mode)) })
	}
	wg.Wait()
	fmt.Println(strings.Join(lines, "\n"))
}

// outcome returns what the callers learned: with both values of the flag, one
// that succeeds though the function failed is enough.
func outcome(f func(context.Context, int, bool) error, mode int) string {
	var results [2][runs]string
	var wg sync.WaitGroup
	for i := range runs {
		for j, flag := range []bool{false, true} {
			wg.Go(func() { results[j][i] = once(f, mode, flag) })
		}
	}
	wg.Wait()
	for j := range results {
		for _, r := range results[j] {
			if r != results[j][0] {
				return "unstable"
			}
		}
	}
	if results[1][0] != "learned" {
		return results[1][0]
	}
	return results[0][0]
}

func once(f func(context.Context, int, bool) error, mode int, flag bool) string {
	result := make(chan string, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				result <- "learned"
			}
		}()
		if err := f(context.Background(), mode, flag); err != nil {
			result <- "learned"
		} else {
			result <- "success"
		}
	}()
	select {
	case r := <-result:
		return r
	case <-time.After(3 * time.Second):
		return "hangs"
	}
}
`
