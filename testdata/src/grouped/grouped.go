// Package grouped uses helpers wrongly in many places: one helper used wrongly
// in one way is one report.
package grouped

import "grouped/rescue"

func work() { panic("work") }

func manyPlaces() {
	go func() {
		defer func() { rescue.Log() }() // want `rescue.Log stops nothing here: it must be deferred itself, not called by a deferred func; write "defer rescue.Log\(\)" \(and in 2 more places\) \[taskrecover/ineffective certain\]`
		work()
	}()
	go func() {
		defer func() { rescue.Log() }()
		work()
	}()
	go func() {
		defer func() { rescue.Log() }()
		work()
	}()
}

// Another way is another report.
func anotherWay() {
	go func() {
		rescue.Log() // want `rescue.Log stops nothing here: it must be deferred, not called; write "defer rescue.Log\(\)" \[taskrecover/ineffective certain\]`
		work()
	}()
}

// A directive on the first place moves the report to the next.
func firstSilenced() {
	go func() {
		//taskcheck:ignore taskrecover it is retried
		defer func() { rescue.Store() }()
		work()
	}()
	go func() {
		defer func() { rescue.Store() }() // want `rescue.Store stops nothing here: .* \(and in 1 more place\) \[taskrecover/ineffective certain\]`
		work()
	}()
	go func() {
		defer func() { rescue.Store() }()
		work()
	}()
}

// Directives on all places leave nothing.
func allSilenced() {
	go func() {
		defer func() { rescue.Send() }() //taskcheck:ignore taskrecover it is retried
		work()
	}()
	go func() {
		defer func() { rescue.Send() }() //taskcheck:ignore taskrecover/ineffective it is retried
		work()
	}()
}
