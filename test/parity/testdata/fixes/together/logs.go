package together

import (
	"log"
	"sync"
)

// running counts what is in flight.
var running sync.WaitGroup

// A package logs what it starts, too.
func started(name string) { log.Printf("%s has started", name) }

func check(text, name string) {
	if text == "" {
		panic("nothing in " + name)
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
