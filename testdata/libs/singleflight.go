package main

import (
	"log"

	"golang.org/x/sync/singleflight"
)

// PEERS E19, SEMANTICS P6: it panics again on a goroutine of its own.
// verdict: dies
func caseDoChan() {
	var g singleflight.Group
	<-g.DoChan("key", func() (any, error) {
		boom()
		return nil, nil
	})
}

// PEERS E19: the guard of the caller does not help.
// verdict: dies
func caseDoChanCallerGuarded() {
	go func() {
		defer logPanic()
		var g singleflight.Group
		<-g.DoChan("key", func() (any, error) {
			boom()
			return nil, nil
		})
	}()
}

// PEERS E19: a guard in the function does.
// verdict: survives
func caseDoChanGuarded() {
	var g singleflight.Group
	<-g.DoChan("key", func() (any, error) {
		defer logPanic()
		boom()
		return nil, nil
	})
}

// DESIGN §4 row 3.
// verdict: dies
func caseDoChanMistaken() {
	var g singleflight.Group
	<-g.DoChan("key", func() (any, error) {
		defer recover() // want `\[taskrecover/ineffective certain\]`
		boom()
		return nil, nil
	})
}

// SEMANTICS P6: Do panics again in the caller, which may be guarded.
// verdict: survives
func caseDoCallerGuarded() {
	go func() {
		defer logPanic()
		var g singleflight.Group
		_, err, _ := g.Do("key", func() (any, error) {
			boom()
			return nil, nil
		})
		log.Println(err)
	}()
}

// SEMANTICS P6: or not.
// verdict: dies
func caseDo() {
	go func() {
		var g singleflight.Group
		_, err, _ := g.Do("key", func() (any, error) {
			boom()
			return nil, nil
		})
		log.Println(err)
	}()
}
