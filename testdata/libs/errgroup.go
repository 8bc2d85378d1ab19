package main

import (
	"errors"
	"fmt"
	"log"

	"golang.org/x/sync/errgroup"
)

func logPanic() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

// PEERS E20, SEMANTICS P1.
// verdict: dies
func caseGroup() {
	var g errgroup.Group
	g.Go(func() error {
		boom()
		return nil
	})
	if err := g.Wait(); err != nil {
		log.Println(err)
	}
}

func groupWork() error {
	boom()
	return nil
}

// PEERS E20: a named function.
// verdict: dies
// op: groupWork
func caseGroupNamed() {
	var g errgroup.Group
	g.Go(groupWork)
	if err := g.Wait(); err != nil {
		log.Println(err)
	}
}

// PEERS E20: the guard of who waits does not help.
// verdict: dies
func caseGroupWaiterGuarded() {
	go func() {
		defer logPanic()
		var g errgroup.Group
		g.Go(func() error {
			boom()
			return nil
		})
		if err := g.Wait(); err != nil {
			log.Println(err)
		}
	}()
}

// SEMANTICS P3: the panic becomes the error of the join.
// verdict: survives
func caseGroupGuarded() {
	var g errgroup.Group
	g.Go(func() (err error) {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("panic: %v", r)
			}
		}()
		boom()
		return nil
	})
	if err := g.Wait(); err == nil && armed() {
		panic("the join has not seen the failure")
	}
}

// DESIGN §4 row 3.
// verdict: dies
func caseGroupMistaken() {
	var g errgroup.Group
	g.Go(func() error {
		defer recover() // want `\[taskrecover/ineffective certain\]`
		boom()
		return nil
	})
	if err := g.Wait(); err != nil {
		log.Println(err)
	}
}

// DESIGN §4 row 5.
// verdict: dies
func caseGroupDeep() {
	var g errgroup.Group
	g.Go(func() error {
		defer func() {
			logPanic() // want `\[taskrecover/ineffective certain\]`
		}()
		boom()
		return nil
	})
	if err := g.Wait(); err != nil {
		log.Println(err)
	}
}

// SEMANTICS P1: TryGo starts the function like Go.
// verdict: dies
func caseGroupTryGo() {
	var g errgroup.Group
	if !g.TryGo(func() error {
		boom()
		return nil
	}) {
		log.Println("not started")
	}
	if err := g.Wait(); err != nil {
		log.Println(err)
	}
}

// SEMANTICS P3: TryGo, guarded.
// verdict: survives
func caseGroupTryGoGuarded() {
	var g errgroup.Group
	if !g.TryGo(func() (err error) {
		defer func() {
			if r := recover(); r != nil {
				err = errors.New("panic")
				log.Println(r)
			}
		}()
		boom()
		return nil
	}) {
		log.Println("not started")
	}
	if err := g.Wait(); err != nil {
		log.Println(err)
	}
}

type tasks struct{ *errgroup.Group }

// SEMANTICS P1: through an embedded group.
// verdict: dies
func caseGroupEmbedded() {
	g := tasks{new(errgroup.Group)}
	g.Go(func() error {
		boom()
		return nil
	})
	if err := g.Wait(); err != nil {
		log.Println(err)
	}
}

func (t tasks) goSafe(f func()) {
	t.Go(func() (err error) {
		defer func() {
			if r := recover(); r != nil {
				err = fmt.Errorf("panic: %v", r)
			}
		}()
		f()
		return nil
	})
}

// SEMANTICS S3: a wrapper of ours around the group.
// verdict: survives
func caseGroupWrapper() {
	g := tasks{new(errgroup.Group)}
	g.goSafe(func() { boom() })
	if err := g.Wait(); err != nil {
		log.Println(err)
	}
}
