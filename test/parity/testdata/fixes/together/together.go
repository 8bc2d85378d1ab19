// Package together has findings whose fixes import different packages into one
// file, stand beside each other, or have an edit in common.
package together

import (
	"context"
	"os"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Each starts two goroutines, one of which has its body on one line.
func Each(ctx context.Context, work func(context.Context) error, xs []string) error {
	var g errgroup.Group
	running.Add(1)
	go func() { defer running.Done(); println(read(xs[0])) }()
	g.Go(func() error { return work(ctx) })
	running.Wait()
	g.Wait()
	return nil
}

// Sends has a result that may come too late, and a panic that ends the process.
func Sends(ctx context.Context, load func(string) (string, error), name string) (string, error) {
	type result struct {
		text string
		err  error
	}
	results := make(chan result)
	go func() {
		text, err := load(name)
		check(text, name)
		results <- result{text, err}
	}()
	select {
	case r := <-results:
		return r.text, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// Late waits for a goroutine that may never say that it has ended.
func Late(xs []func() error, i int) {
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		defer recover()
		defer wg.Done()
		must(xs[i]())
	}()
	go func() {
		if err := xs[i+1](); err != nil {
			return
		}
		println("done")
		wg.Done()
	}()
	wg.Wait()
}

// Value starts a method value and a func with arguments.
func Value(s *Server, xs []string) {
	go s.run(xs[0])
	go s.serve()
}

// A Server is what Value starts.
type Server struct{ names map[string][]string }

func (s *Server) run(name string) { println(s.names[name][0]) }

func (s *Server) serve() {
	for name := range s.names {
		s.run(name)
	}
}

// read panics where there is no such file.
func read(name string) string {
	text, err := os.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return string(text)
}
