package testdirectives

import "testing"

// taskrecover is silent in test files, and finds all the same.
func Test(t *testing.T) {
	go func() {
		//taskcheck:ignore taskrecover used if tests are asked for
		defer recover()
		work()
	}()
	//taskcheck:ignore taskrecover nothing here // want `finds nothing on this line`
	work()
}
