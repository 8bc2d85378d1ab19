package main

import (
	"runtime/debug"
	"sync"

	"guards/rescue"
)

// What no guard can stop.

// PEERS E18.
// verdict: dies
// model: none (fatal errors are outside)
func caseUnlockUnlocked() {
	var mu sync.Mutex
	go func() {
		reached()
		defer rescue.Log() // at possible: ineffective
		if !armed() {
			mu.Lock()
		}
		mu.Unlock()
	}()
}

func descend(n int) int {
	if !armed() {
		return n
	}
	return descend(n+1) + 1
}

// PEERS E18.
// verdict: dies
// model: none (fatal errors are outside)
func caseStackOverflow() {
	debug.SetMaxStack(1 << 16)
	go func() {
		reached()
		defer rescue.Log() // at possible: ineffective
		descend(0)
	}()
}
