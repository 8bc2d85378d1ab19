package joins

import (
	"errors"
	"net"
	"net/http"
	"os"
	"os/exec"
	"sync"

	"joins/group"
)

// A line sends requests, and a goroutine of its own reads the replies and keeps what it
// has ended with. That a request waits does not make it one that waits for that.
type session struct{ *line }

type line struct {
	replies chan string
	err     error
}

func (l *line) open() {
	go func() {
		_, l.err = "", fetch()
		close(l.replies)
	}()
}

func (l *line) Confirm() error {
	if _, ok := <-l.replies; !ok {
		return l.err
	}
	return nil
}

// What the request asked for has not come: it is no goroutine that has failed.
func (s session) setUp() { s.Confirm() }

// One that passes on what it has started itself is a join, whoever calls it.
func (l *line) refresh() error {
	var g group.Group
	g.Go(fetch)
	return g.Wait()
}

func (s session) refreshes() {
	s.refresh() // want `s.refresh's error is dropped`
}

// A listener of its own only fails when it is closed, and then on purpose.
func serveOwn(h http.Handler) (io interface{ Close() error }, err error) {
	ln, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return nil, err
	}
	srv := &http.Server{Handler: h}
	go srv.Serve(ln)
	return ln, nil
}

// This one is somebody else's.
func serveGiven(ln net.Listener, h http.Handler) {
	srv := &http.Server{Handler: h}
	go srv.Serve(ln) // want `srv.Serve's error is dropped by go`
}

// The address may be in use.
func serveAt(addr string, h http.Handler) {
	srv := &http.Server{Addr: addr, Handler: h}
	go srv.ListenAndServe() // want `srv.ListenAndServe's error is dropped by go`
}

// A failure is returned, and what goes on comes to its end by itself.
func counts(n int) (err error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		work()
	}()
	if err = fetch(); err != nil {
		return
	}
	wg.Wait()
	return nil
}

// It waits for somebody, who is gone.
func hands(n int) error {
	var wg sync.WaitGroup
	out := make(chan string)
	wg.Add(1)
	go func() { // want `hands can end without wg.Wait`
		defer wg.Done()
		work()
		out <- ""
	}()
	if err := fetch(); err != nil {
		return err
	}
	<-out
	wg.Wait()
	return nil
}

// Nothing is said to have failed, and it goes on.
func skips(n int) error {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { // want `skips can end without wg.Wait`
		defer wg.Done()
		work()
	}()
	if n > 8 {
		return nil
	}
	wg.Wait()
	return errors.ErrUnsupported
}

// An ending keeps who wants to know of it, and says whether it is not too late.
type ending struct {
	mu    sync.Mutex
	ended bool
	tell  func()
}

func (e *ending) onEnd(f func()) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.ended {
		return false
	}
	e.tell = f
	return true
}

func (e *ending) end() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.ended = true
	go e.tell()
}

func registersEnd() *ending {
	e := new(ending)
	e.onEnd(work)
	return e
}

// This one starts what it is given, or does not.
func (e *ending) tryRun(f func()) bool {
	if e.ended {
		return false
	}
	go f()
	return true
}

func triesToRun(e *ending) {
	e.tryRun(work) // want `e.tryRun's answer is dropped`
}

// A subscriber calls back when something comes: what it is given is no work to wait for.
type subscriber struct {
	events chan string
	conn   net.Conn
	done   chan struct{}
}

func (s *subscriber) onEvent(f func(event string) error) {
	go func() {
		defer close(s.done)
		for event := range s.events {
			if f(event) != nil {
				return
			}
		}
	}()
}

func (s *subscriber) disconnect() error {
	_, err := s.conn.Write([]byte("bye"))
	<-s.done
	return err
}

func unsubscribes(s *subscriber) { s.disconnect() }

var ownListener net.Listener

// It is kept for others to close.
func serveKept(h http.Handler) error {
	var err error
	if ownListener, err = net.Listen("tcp", "localhost:0"); err != nil {
		ownListener = nil
		return err
	}
	srv := &http.Server{Handler: h}
	go srv.Serve(ownListener)
	return nil
}

// A process is waited for by who has it, or its number.
func launches() (*os.Process, error) {
	cmd := exec.Command("true")
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	reap(cmd.Process)
	return nil, nil
}

func launchesByNumber() error {
	cmd := exec.Command("true")
	if err := cmd.Start(); err != nil {
		return err
	}
	reapNumber(cmd.Process.Pid)
	return nil
}

func launchesAlone() error {
	cmd := exec.Command("true")
	if err := cmd.Start(); err != nil { // want `nobody waits for cmd`
		return err
	}
	return nil
}

func reap(p *os.Process) {}

func reapNumber(pid int) {}
