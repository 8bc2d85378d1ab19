// Package tested has tests that assign what the package reads.
package tested

import "log"

type cleaner interface{ clean() }

type logging struct{}

func (logging) clean() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

var hook = func() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

func work() { panic("work") }

// In the test variant of the package there is a second implementation of
// cleaner, and a second value of hook.
func start(c cleaner) {
	go func() {
		defer c.clean()
		work()
	}()
	go func() {
		defer hook()
		work()
	}()
	go func() {
		defer func() { c.clean() }() // want `c.clean stops nothing here: .* \[taskrecover/ineffective certain\]`
		work()
	}()
	go func() {
		defer func() { helper() }() // want `helper stops nothing here: .* \(and in 1 more place\) \[taskrecover/ineffective certain\]`
		work()
	}()
	go func() {
		defer func() { helper() }()
		work()
	}()
}

func helper() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}
