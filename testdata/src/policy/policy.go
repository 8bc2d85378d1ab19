// Package policy wants its goroutines to end the process when they panic.
package policy

//taskcheck:policy crash the supervisor restarts the process in a known state

import (
	"log"
	"os"
)

func work() { panic("work") }

// A panic that is logged and raised again is what is wanted.
func raises() {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Print(r)
				panic(r)
			}
		}()
		work()
	}()
}

// A handler that ends the process does what the panic would.
func exits() {
	go func() {
		defer func() {
			log.Println("shutdown complete")
			os.Exit(1)
		}()
		work()
	}()
}

// What hides a panic is certain, also where something may tell of it.
func hides(done chan bool) {
	go func() {
		defer func() { recover() }() // want `nobody learns of a panic .*\[taskrecover/swallowed certain\]`
		work()
	}()
	go func() {
		ok := false
		defer func() { done <- ok }()
		defer func() { recover() }() // want `nobody learns of a panic .*\[taskrecover/swallowed certain\]`
		work()
		ok = true
	}()
}

// A recover that stops nothing is still a mistake, and an explicit act still one.
func others() {
	go func() {
		defer recover() // want `recover stops nothing here: .*\[taskrecover/ineffective certain\]`
		work()
	}()
	go func() {
		defer func() { _ = recover() }()
		work()
	}()
}

// The policy says it already.
func needless() {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				//taskcheck:ignore taskrecover/ineffective it is meant to crash
				panic(r)
			}
		}()
		work()
	}()
}
