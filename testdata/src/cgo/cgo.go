// Package cgo has a file that cgo rewrites before it is analyzed.
package cgo

// static int one(void) { return 1; }
import "C"

func one() int { return int(C.one()) }

func ineffective(table []int) {
	go func() {
		defer recover() // want `\[taskrecover/ineffective certain\]`
		table[one()]++
	}()
	go func() {
		//taskcheck:ignore taskrecover best effort
		defer recover()
		table[one()]++
	}()
	//taskcheck:ignore taskrecover the file is rewritten: it cannot be called unused
	table[one()]++
}
