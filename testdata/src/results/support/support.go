// Package support is there for tests: they may read what nothing else does.
package support

import "testing"

// A Client keeps what it is sent.
type Client struct{ jobs chan int }

// Run reads what comes.
func (c *Client) Run(next func() int) { go c.read(next) }

// New makes a client.
func New() *Client { return &Client{jobs: make(chan int, 9)} }

func (c *Client) read(next func() int) {
	for {
		c.jobs <- next()
	}
}

// Must ends a test that has no client.
func Must(t testing.TB, c *Client) {
	if c == nil {
		t.Fatal("no client")
	}
}
