package joins

import (
	"net"
	"sync"
	"testing"

	"joins/group"
)

// The test fails at the exit: nobody asks how the rest ends.
func startAll(t *testing.T) error {
	var g group.Group
	g.Go(fetch)
	if err := fetch(); err != nil {
		return err
	}
	return g.Wait()
}

// Here it does not.
func startMost(t *testing.T) error {
	var g group.Group
	g.Go(fetch) // want `startMost can end without g.Wait`
	if len(names) == 0 {
		return nil
	}
	return g.Wait()
}

// What a test has run is made for it, and not to panic.
func TestRuns(t *testing.T) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer func() { t.Log(recover()) }()
		check(t, names[0])
		wg.Done()
	}()
	wg.Wait()
}

func check(t *testing.T, name string) {
	if len(name) > 8 {
		t.Log(name[8])
	}
}

// A limit that is inferred: where it declines, the test misses what it has asked for.
func TestLimited(t *testing.T) {
	g := group.New(1)
	g.TryGo(fetch)
	if err := g.Wait(); err != nil {
		t.Error(err)
	}
}

// A test that serves its goroutine waits for what that asks for, before it waits for its
// end.
func TestServesIt(t *testing.T) {
	ln, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if err := fetch(); err != nil {
			t.Fatal(err)
		}
		wg.Done()
	}()
	conn, err := ln.Accept()
	if err == nil {
		conn.Close()
	}
	wg.Wait()
}

// It has asked already when the test comes to wait.
func TestHasServed(t *testing.T) {
	ln, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	if conn, err := ln.Accept(); err == nil {
		conn.Close()
	}
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
