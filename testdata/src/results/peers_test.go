package results

import (
	"io"
	"net"
	"sync"
	"testing"
)

// What serves the other end of a pipe fails there, too.
func TestServesPeer(t *testing.T) {
	client, server := net.Pipe()
	defer server.Close()
	go serveConn(server)
	if _, err := io.WriteString(client, "hello"); err != nil {
		t.Fatal(err)
	}
}

func serveConn(c net.Conn) error {
	_, err := c.Read(make([]byte, len("hello")))
	return err
}

// Nobody is at the other end, but the test goes on only when it has ended.
func TestServesNobody(t *testing.T) {
	client, server := net.Pipe()
	defer client.Close()
	done := make(chan struct{})
	go serveThen(done, server) // want `the error of serveThen is lost: .* \[taskresult/dropped-error certain\]`
	<-done
}

func serveThen(done chan struct{}, c net.Conn) error {
	defer close(done)
	return serveConn(c)
}

// Nor is it an end of anything.
func TestServesAlone(t *testing.T) {
	conn, err := net.Dial("tcp", "localhost:1")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	wg.Add(1)
	go serveCounted(&wg, conn) // want `the error of serveCounted is lost: .* \[taskresult/dropped-error certain\]`
	wg.Wait()
}

func serveCounted(wg *sync.WaitGroup, c net.Conn) error {
	defer wg.Done()
	return serveConn(c)
}

// What the test does not wait for serves it as long as it runs: it sees by what it asks
// for that it is served no more.
func TestIsServed(t *testing.T) {
	conn, err := net.Dial("tcp", "localhost:1")
	if err != nil {
		t.Fatal(err)
	}
	go serveConn(conn)
}

type stream struct{ done chan struct{} }

func (s *stream) Close() { close(s.done) }

func (s *stream) all() <-chan error {
	out := make(chan error)
	go func() {
		defer close(out)
		for range 3 {
			out <- fetch()
		}
	}()
	return out
}

// A test that has ended what sends waits for that.
func TestWaitsForEnd(t *testing.T) {
	s := &stream{make(chan struct{})}
	all := s.all()
	s.Close()
	for range all {
	}
}

// It may do so at the same time.
func TestEndsMeanwhile(t *testing.T) {
	s := &stream{make(chan struct{})}
	go s.Close()
	for range s.all() {
	}
}

// Here it is the end of all that is sent.
func TestReadsToTheEnd(t *testing.T) {
	s := &stream{make(chan struct{})}
	defer s.Close()
	for range s.all() { // want `the errors that come from s.all\(\) are lost`
	}
}
