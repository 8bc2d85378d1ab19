// Package odd is Go code that compiles and that nobody should write. The
// analyzers must neither panic nor hang on it.
package odd

import (
	. "fmt"
	. "sync"
)

// Predeclared names that mean something else.

func shadows() {
	panic := func(any) {}
	recover := func() any { return nil }
	len := func(...int) int { return 0 }
	close := Println
	append := func(...any) []any { return nil }
	nil := 1
	true := false
	type error int
	defer recover()
	defer panic(nil)
	defer close(len(), append(true, error(1)))
	go panic(1)
	go recover()
	go func() {
		defer func() {
			if r := recover(); r != any(nil) {
				panic(r)
			}
		}()
	}()
}

func shadowedBySelf(recover func() any, panic func(any), go_ func(func())) {
	go_(func() { panic(recover()) })
	defer func() { _ = recover() }()
	go recover()
	go func() { defer recover(); panic(1) }()
}

// Names from a dot import.

var once Once

func dots() {
	var wg WaitGroup
	wg.Go(func() { Println(recover()) })
	defer wg.Wait()
	go once.Do(func() { recover() })
	defer once.Do(func() { recover() })
	defer OnceFunc(func() { recover() })()
	go Println("x")
	defer Println(recover())
}

// A package's functions may have the names of builtins in another scope.
type methods struct{}

func (methods) recover() any { return nil }
func (methods) panic(any)    {}
func (methods) Go(func())    {}

func builtinMethods() {
	var m methods
	m.Go(func() {
		defer m.recover()
		m.panic(m.recover())
	})
	go m.panic(1)
	defer methods.recover(m)
	go (methods).Go(m, func() {})
}

var recover_, panic_ = func() any { return recover() }, func(v any) { panic(v) }

func aliasesOfBuiltins() {
	go func() {
		defer recover_()
		panic_(1)
	}()
}
