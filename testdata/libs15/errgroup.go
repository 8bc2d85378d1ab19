package main

import (
	"log"

	"golang.org/x/sync/errgroup"
)

func logPanic() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

// DESIGN §4 row 25, PEERS E20: the join panics again, and nothing stops it.
// verdict: dies
// model: depends (it is the join that panics)
func caseOldGroup() {
	var g errgroup.Group
	g.Go(func() error {
		boom()
		return nil
	})
	if err := g.Wait(); err != nil {
		log.Println(err)
	}
}

// DESIGN §4 row 25, PEERS E20: the join panics again under a guard.
// verdict: survives
// model: depends (it is the join that panics)
func caseOldGroupWaiterGuarded() {
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

// PEERS E20: what the function stops itself never comes to the join.
// verdict: survives
func caseOldGroupGuarded() {
	var g errgroup.Group
	g.Go(func() error {
		defer logPanic()
		boom()
		return nil
	})
	if err := g.Wait(); err != nil {
		log.Println(err)
	}
}
