// Package crashes starts goroutines that recover nothing.
package crashes

import (
	"time"

	"corpus.example/work"
)

func start(items []string, key int) {
	go func() { // want "\[taskrecover/unrecovered likely\]"
		println(items[key])
	}()
	go func() { // want "work\.Item.*\[taskrecover/unrecovered likely\]"
		work.Item(items, key)
	}()
	go poll(0) // want "\[taskrecover/unrecovered certain\]"
}

func poll(every time.Duration) {
	for range time.NewTicker(every).C {
		println("tick")
	}
}
