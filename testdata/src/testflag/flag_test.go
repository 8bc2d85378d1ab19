package testflag

import "testing"

func Test(t *testing.T) {
	go func() {
		defer recover() // want `\[taskrecover/ineffective certain\]`
		work()
	}()
}
