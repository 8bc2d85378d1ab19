// Package helper uses the helpers of another package, rightly and wrongly.
package helper

import (
	"corpus.example/recovery"
	"corpus.example/work"
)

func right(items []string, r *recovery.Reporter, errc chan<- error) {
	go func() {
		defer recovery.Log()
		work.Item(items, 1)
	}()
	go func() {
		defer r.Report()
		work.Item(items, 2)
	}()
	go func() {
		errc <- func() (err error) {
			defer recovery.Into(&err)
			work.Item(items, 3)
			return nil
		}()
	}()
}

func tooDeep(items []string) {
	go func() {
		defer func() { recovery.Log() }() // want "recovery\.Log.*\[taskrecover/ineffective certain\]"
		work.Item(items, 1)
	}()
}

func notDeferred(items []string, r *recovery.Reporter) {
	go func() {
		r.Report() // want "r\.Report.*\[taskrecover/ineffective certain\]"
		work.Item(items, 1)
	}()
}

// Errcheck reports such a line too, and golangci-lint keeps one report a line.
func oneLine(items []string, flush func() error) {
	go func() { defer recover(); work.Item(items, 1); flush() }() // want "recover.*\[taskrecover/ineffective certain\]" hidden:errcheck
}

func itself(items []string) {
	go func() {
		defer recover() // want "recover.*\[taskrecover/ineffective certain\]" hidden:errcheck
		work.Item(items, 1)
	}()
}
