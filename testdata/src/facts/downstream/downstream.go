// Package downstream builds on middle, and through it on upstream.
package downstream

import "facts/middle"

func Start(f func()) { // want Start:`^starts\(0,crashes\)( |$)`
	middle.Start(f)
}

func StartLogged(f func()) { // want StartLogged:`^starts\(0,contained\)( |$)`
	middle.StartLogged(func() { f() })
}

func StartDeep(f func()) { // want StartDeep:`^starts\(0,crashes\)( |$)`
	middle.Start(func() {
		defer middle.Log()
		f()
	})
}

func StartMade(f func()) { // want StartMade:`^starts\(0,contained\)( |$)`
	middle.Start(func() {
		defer middle.Make()()
		f()
	})
}

type Server struct {
	group *middle.Group
}

func (s Server) Each(f func(int)) { // want Each:`^starts\(0,crashes\)( |$)`
	s.group.Start(f)
	s.group.Go(f)
}
