// Package cgo is compiled from files that the cgo tool wrote, with positions in
// this one.
package cgo

// static int twice(int n) { return 2 * n; }
import "C"

import "corpus.example/work"

func start(items []string) {
	n := C.twice(C.int(len(items)))
	go func() {
		defer recover() // want "recover.*\[taskrecover/ineffective certain\]" hidden:errcheck
		work.Item(items, int(C.twice(n)))
	}()
	go func() {
		defer func() { recover() }() // want "\[taskrecover/swallowed certain\]" hidden:errcheck
		work.Item(items, int(C.twice(n)))
	}()
}
