// Package pkgvar starts its goroutines from functions that no function contains.
package pkgvar

import (
	"corpus.example/recovery"
	"corpus.example/work"
)

var items = []string{"a"}

var start = func() {
	go func() {
		defer recover() // want "recover.*\[taskrecover/ineffective certain\]" hidden:errcheck
		work.Item(items, 1)
	}()
}

var handlers = map[string]func(){
	"right": func() {
		go func() {
			defer recovery.Log()
			work.Item(items, 2)
		}()
	},
	"wrong": func() {
		go func() {
			defer func() { recovery.Log() }() // want "recovery\.Log.*\[taskrecover/ineffective certain\]"
			work.Item(items, 3)
		}()
	},
}
