package joins

import (
	"net"
	"net/http"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"joins/group"
)

// In tests the check is on: a lost error is a test that passes wrongly.

func TestDropped(t *testing.T) {
	var g group.Group
	g.Go(fetch)
	g.Wait() // want `taskjoin/unchecked certain`
}

func TestFailNow(t *testing.T) {
	var g group.Group
	g.Go(func() error {
		if err := fetch(); err != nil {
			t.Fatal(err) // want `t.Fatal ends this goroutine as if it had worked: g.Wait reports success \[taskjoin/false-success likely\]`
		}
		return nil
	})
	if err := g.Wait(); err != nil {
		t.Error(err)
	}
}

// Nothing else says that it has not worked.
func TestGoexit(t *testing.T) {
	var g group.Group
	g.Go(func() error {
		if fetch() != nil {
			runtime.Goexit() // want `runtime.Goexit ends this goroutine as if it had worked: g.Wait reports success`
		}
		return nil
	})
	if err := g.Wait(); err != nil {
		t.Error(err)
	}
}

// What a test has started as a command it sees by what that does.
func TestCommand(t *testing.T) {
	cmd := exec.Command("true")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	cmd.Process.Kill()
}

func TestOutput(t *testing.T) {
	cmd := exec.Command("true")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
}

func TestHangs(t *testing.T) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if fetch() == nil {
			t.FailNow()
		}
		wg.Done() // want `wg.Wait never returns after t.FailNow: wg.Done is not deferred, and not reached; defer it first`
	}()
	wg.Wait()
}

// The server of a test ends with it.
func TestServer(t *testing.T) {
	ln, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	srv := new(http.Server)
	go srv.Serve(ln)
	defer srv.Shutdown(t.Context())
}

// Goroutines that tell nothing end with the test.
func TestForgets(t *testing.T) {
	var wg sync.WaitGroup
	wg.Go(work)
}

func failsFirst(t testing.TB) {
	var g group.Group
	g.Go(fetch)
	if len(names) == 0 {
		t.Fatal("no names")
	}
	if err := g.Wait(); err != nil {
		t.Error(err)
	}
}

// Who waits for a goroutine of a test may be gone when that ends.
func TestStartsAndForgets(t *testing.T) {
	go func() {
		var g group.Group
		g.Go(fetch)
		g.Wait() // want `g.Wait's error is dropped`
	}()
}

// What a test has sent itself it can read.
func TestReadsItsOwn(t *testing.T) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		n, err := strconv.Atoi(strings.TrimPrefix("n.7", "n."))
		if err != nil {
			t.Fatal(err)
		}
		println(n)
		wg.Done()
	}()
	wg.Wait()
}

// What it fetches may fail.
func TestReadsAnother(t *testing.T) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if err := fetch(); err != nil {
			t.Fatal(err)
		}
		wg.Done() // want `wg.Wait never returns after t.Fatal`
	}()
	wg.Wait()
}

// And what it can read may be wrong.
func TestReadsItsOwnWrong(t *testing.T) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		n, err := strconv.Atoi(strings.TrimPrefix("n.7", "n."))
		if err != nil {
			t.Fatal(err)
		}
		if n != 7 {
			t.Fatal(n)
		}
		wg.Done() // want `wg.Wait never returns after t.Fatal`
	}()
	wg.Wait()
}

// A harness ends what it has made.
type harness struct{ groups []*group.Group }

func (h *harness) NewGroup() *group.Group {
	g := new(group.Group)
	h.groups = append(h.groups, g)
	return g
}

func TestHarness(t *testing.T) {
	h := new(harness)
	t.Cleanup(func() {
		for _, g := range h.groups {
			if err := g.Wait(); err != nil {
				t.Error(err)
			}
		}
	})
	g := h.NewGroup()
	g.Go(fetch)
}

// What a test makes itself it has to end.
func TestNoHarness(t *testing.T) {
	g := group.New(2)
	g.Go(fetch) // want `nobody waits for g`
}
