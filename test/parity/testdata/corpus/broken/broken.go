// Package broken does not compile, so nothing is reported in it.
package broken

import "corpus.example/work"

func start(items []string) {
	go func() {
		defer recover()
		work.Item(items, missing)
	}()
}
