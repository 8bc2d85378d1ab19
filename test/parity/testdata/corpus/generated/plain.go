// Package generated has a generated file, which is inferred from and not
// reported.
package generated

import "corpus.example/work"

func uses(items []string) {
	go func() {
		defer guard()
		work.Item(items, 1)
	}()
	go func() {
		defer func() { guard() }() // want "guard.*\[taskrecover/ineffective certain\]"
		work.Item(items, 2)
	}()
	go func() {
		defer recover() // want "recover.*\[taskrecover/ineffective certain\]" hidden:errcheck
		work.Item(items, 3)
	}()
}
