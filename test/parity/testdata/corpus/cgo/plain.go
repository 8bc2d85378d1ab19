package cgo

import "corpus.example/work"

func plain(items []string) {
	go func() {
		defer recover() // want "recover.*\[taskrecover/ineffective certain\]" hidden:errcheck
		work.Item(items, 1)
	}()
}
