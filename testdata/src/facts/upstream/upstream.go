// Package upstream has functions whose summaries other packages build on.
package upstream

import (
	"log"
	"os"
	"runtime"
)

func Start(f func()) { // want Start:`^starts\(0,crashes\)( |$)`
	go f()
}

func StartGuarded(name string, f func()) { // want StartGuarded:`^starts\(1,contained\)( |$)`
	go func() {
		defer Log(name)
		f()
	}()
}

func Call(f func()) { // want Call:`^calls\(0,crashes\)( |$)`
	f()
}

func Try(f func()) (err error) { // want Try:`^calls\(0,contained\)( |$)`
	defer func() {
		if r := recover(); r != nil {
			log.Print(r)
		}
	}()
	f()
	return nil
}

func Both(f, g func()) { // want Both:`^calls\(0,crashes\) starts\(1,crashes\)( |$)`
	go g()
	f()
}

func Defers(f func()) { // want Defers:`^defers\(0,crashes\)( |$)`
	defer f()
}

func Wraps(f func()) func() { // want Wraps:`^wraps\(0,contained\)( |$)`
	return func() {
		defer Log("")
		f()
	}
}

func Each(fs ...func()) { // want Each:`^starts\(0,crashes\)( |$)`
	for _, f := range fs {
		go f()
	}
}

func Log(name string) { // want Log:`^deferred:stops-always,used( |$)`
	if r := recover(); r != nil {
		log.Print(name, r)
	}
}

func Quiet() { // want Quiet:`^deferred:stops-always,dropped( |$)`
	recover()
}

func Declines() { // want Declines:`^deferred:stops-always,declined( |$)`
	_ = recover()
}

func Rethrow() { // want Rethrow:`^deferred:stops-always,used,raises-always( |$)`
	if r := recover(); r != nil {
		log.Print(r)
		panic(r)
	}
}

func Nested() { // want Nested:`^deferred:deep( |$)`
	func() {
		recover()
	}()
}

func Make() func() { // want Make:`^returned:stops-always,used( |$)`
	return func() {
		log.Print(recover())
	}
}

func Die(v any) { // want Die:`^raises:1 ends:panic( |$)`
	panic(v)
}

func DieAgain(v any) { // want DieAgain:`ends:panic( |$)`
	Die(v)
}

func Quit() { // want Quit:`ends:exit( |$)`
	os.Exit(1)
}

func Leave() { // want Leave:`ends:goexit( |$)`
	runtime.Goexit()
}

type Pool[T any] struct{ items []T }

func (p *Pool[T]) Go(f func(T)) { // want Go:`^starts\(0,crashes\)( |$)`
	for _, v := range p.items {
		go f(v)
	}
}

func (p *Pool[T]) Recover() { // want Recover:`^deferred:stops-always,used( |$)`
	log.Print(len(p.items), recover())
}

func Generic[F ~func()](f F) { // want Generic:`^starts\(0,crashes\)( |$)`
	go f()
}

// Of these only that they cannot panic.

func Plain(n int) int { return n } // want Plain:`^harmless$`

func Stores(f func()) { stored = f } // want Stores:`^harmless$`

var stored func()

// Of these the error too: it is always nil, or may be set where f has returned nil.

func Unfailing(n int) (int, error) { return n, nil } // want Unfailing:`^nil-error harmless$`

func Deferring() (err error) { // want Deferring:`^harmless$`
	defer func() { err = errLate }()
	return nil
}

var errLate error
