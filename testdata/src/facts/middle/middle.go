// Package middle builds on upstream.
package middle

import "facts/upstream"

func Start(f func()) { // want Start:`^starts\(0,crashes\)( |$)`
	upstream.Start(f)
}

func StartLogged(f func()) { // want StartLogged:`^starts\(0,contained\)( |$)`
	upstream.Start(func() {
		defer upstream.Log("middle")
		f()
	})
}

func StartLooksGuarded(f func()) { // want StartLooksGuarded:`^starts\(0,crashes\)( |$)`
	defer upstream.Log("middle")
	upstream.Start(f)
}

func StartTried(f func()) { // want StartTried:`^starts\(0,contained\)( |$)`
	go upstream.Try(f)
}

func StartTriedDeep(f func()) { // want StartTriedDeep:`^starts\(0,contained\)( |$)`
	upstream.Start(func() {
		upstream.Call(func() {
			_ = upstream.Try(f)
		})
	})
}

func StartWrapped(f func()) { // want StartWrapped:`^starts\(0,contained\)( |$)`
	go upstream.Wraps(f)()
}

func Log() { // want Log:`^deferred:deep( |$)`
	upstream.Log("deep")
}

func LogDeferred() { // want LogDeferred:`^deferred:nested-defer( |$)`
	defer upstream.Log("deep")
}

func Make() func() { // want Make:`^returned:stops-always,used( |$)`
	return upstream.Make()
}

func MakeOne() func() { // want MakeOne:`^returned:stops-always,dropped( |$)`
	return upstream.Quiet
}

func Quit() { // want Quit:`ends:exit( |$)`
	upstream.Quit()
}

type Group struct{ upstream.Pool[int] }

func (g *Group) Start(f func(int)) { // want Start:`^starts\(0,crashes\)( |$)`
	g.Go(f)
}

func Mutual(n int, f func()) { // want Mutual:`^starts\(1,crashes\)( |$)`
	if n > 0 {
		mutual(n-1, f)
	}
}

func mutual(n int, f func()) {
	Mutual(n-1, f)
	upstream.Start(f)
}
