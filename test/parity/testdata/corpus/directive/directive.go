// Package directive silences one finding and keeps another.
package directive

import "corpus.example/work"

func start(items []string) {
	go func() {
		//taskcheck:ignore taskrecover/ineffective a crash here is wanted
		defer recover()
		work.Item(items, 1)
	}()
	go func() {
		defer func() { recover() }() //taskcheck:ignore taskrecover nobody reads what this logs
		work.Item(items, 2)
	}()
	go func() {
		defer recover() // want "recover.*\[taskrecover/ineffective certain\]" hidden:errcheck
		work.Item(items, 3)
	}()
}

func quiet(items []string) {
	//taskcheck:ignore taskrecover there is nothing to silence // want "\[taskignore/unused "
	work.Item(items, 1)
}
