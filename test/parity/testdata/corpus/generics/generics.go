// Package generics has goroutines and helpers with type parameters.
package generics

import "log"

// A Queue hands its items to a function.
type Queue[T any] struct {
	items []T
	each  func(T)
}

func guard[T any](zero T) {
	if r := recover(); r != nil {
		log.Print(zero, r)
	}
}

func (q *Queue[T]) guard() {
	if r := recover(); r != nil {
		log.Print(q.items, r)
	}
}

func (q *Queue[T]) first() {
	if len(q.items) == 0 {
		panic("generics: no items")
	}
	q.each(q.items[0])
}

func (q *Queue[T]) start() {
	go func() {
		defer q.guard()
		q.first()
	}()
	go func() {
		defer func() { q.guard() }() // want "q\.guard.*\[taskrecover/ineffective certain\]"
		q.first()
	}()
	go func() {
		defer recover() // want "recover.*\[taskrecover/ineffective certain\]" hidden:errcheck
		q.first()
	}()
}

func start(q *Queue[int]) {
	go func() {
		defer guard[int](0)
		q.first()
	}()
	go func() {
		guard(0) // want "guard.*\[taskrecover/ineffective certain\]"
		q.first()
	}()
}
