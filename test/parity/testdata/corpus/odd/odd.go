// Package odd has what confuses analyzers that go by names.
package odd

import (
	"iter"
	"log"

	. "corpus.example/recovery"
	"corpus.example/work"
)

func dotImported(items []string) {
	go func() {
		defer Log()
		work.Item(items, 1)
	}()
	go func() {
		defer func() { Log() }() // want "Log.*\[taskrecover/ineffective certain\]"
		work.Item(items, 2)
	}()
}

func shadowed(items []string) {
	recover := func() any { return nil }
	go func() {
		defer func() { log.Print(recover()) }() // want "recover.*\[taskrecover/ineffective certain\]"
		work.Item(items, 1)
	}()
}

func overFunc(items []string, seq iter.Seq[string]) {
	go func() {
		defer func() {
			for range seq {
				log.Print(recover()) // want "\[taskrecover/ineffective certain\]"
			}
		}()
		work.Item(items, 1)
	}()
}

func labels(items []string) {
	go func() {
		i := 0
	again:
		work.Item(items, i)
		if i++; i < 3 {
			goto again
		}
		defer recover() // want "recover.*\[taskrecover/ineffective certain\]" hidden:errcheck
	outer:
		for {
			for range items {
				work.Item(items, i)
				break outer
			}
		}
	}()
}
