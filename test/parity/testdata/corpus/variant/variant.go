// Package variant has test files of both kinds: go vet and gopls analyze it
// together with the internal one, and the findings in this file stay the same.
package variant

import (
	"corpus.example/recovery"
	"corpus.example/work"
)

// A Server calls onPanic when a goroutine of it ends. Only the test gives it
// a function that does not stop a panic.
type Server struct {
	items   []string
	onPanic func()
}

// New returns a server whose goroutines log their panics.
func New(items []string) *Server {
	return &Server{items: items, onPanic: recovery.Log}
}

// Start starts the server's goroutines.
func (s *Server) Start() {
	go func() {
		defer s.onPanic()
		work.Item(s.items, 1)
	}()
	go func() {
		defer recover() // want "recover.*\[taskrecover/ineffective certain\]" hidden:errcheck
		work.Item(s.items, 2)
	}()
	go func() {
		defer func() { recover() }() // want "\[taskrecover/swallowed certain\]" hidden:errcheck
		work.Item(s.items, 3)
	}()
}
