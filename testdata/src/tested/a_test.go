package tested

import "testing"

type nothing struct{}

func (nothing) clean() {}

func Test(t *testing.T) {
	hook = func() {}
	start(nothing{})
	go func() {
		defer recover()
		work()
	}()
	go func() {
		defer func() { helper() }()
		work()
	}()
}
