// Package rescue has helpers that are meant to be deferred.
package rescue

import "log"

// Log stops a panic and logs it.
func Log() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

// Last is the last panic.
var Last any

// Store stops a panic and stores it.
func Store() {
	if r := recover(); r != nil {
		Last = r
	}
}

// C gets what Send sends.
var C = make(chan any, 1)

// Send stops a panic and sends it.
func Send() {
	if r := recover(); r != nil {
		C <- r
	}
}
