// Package wrapper starts goroutines through the functions of another package.
package wrapper

import (
	"corpus.example/recovery"
	"corpus.example/spawn"
	"corpus.example/work"
)

func start(items []string, p *spawn.Pool) {
	spawn.Go(func() {
		defer recovery.Log()
		work.Item(items, 1)
	})
	spawn.Go(func() {
		defer recover() // want "recover.*\[taskrecover/ineffective certain\]" hidden:errcheck
		work.Item(items, 2)
	})
	spawn.Go(func() {
		defer func() { recovery.Log() }() // want "recovery\.Log.*\[taskrecover/ineffective certain\]"
		work.Item(items, 3)
	})
	p.Submit(func() {
		defer func() { recover() }() // want "\[taskrecover/swallowed certain\]" hidden:errcheck
		work.Item(items, 4)
	})
}
