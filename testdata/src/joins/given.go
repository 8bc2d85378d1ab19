package joins

import (
	"sync"

	"joins/group"
)

// What a function is given decides whether it panics, and who calls it knows that.

type job any

func runJob(j job) {
	n := j.(int)
	for range n {
		println(n)
	}
}

// It is given what it asks for.
func runsOwnJob() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer logPanic()
		runJob(3)
		wg.Done()
	}()
	wg.Wait()
}

// A number of its own is no less given.
func runsOwnJobs() {
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Add(1)
		go func() {
			defer logPanic()
			runJob(i)
			wg.Done()
		}()
	}
	wg.Wait()
}

// Who calls may give anything.
func RunsJob(j job) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer logPanic()
		runJob(j)
		wg.Done() // want `wg.Wait never returns if runJob panics: wg.Done is not deferred, and not reached; defer it first \[taskjoin/skipped-done certain\]`
	}()
	wg.Wait()
}

// What else it does may panic whatever it is given.
func runsNamed() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer logPanic()
		runJobOfName(3)
		wg.Done() // want `wg.Wait never returns if runJobOfName panics`
	}()
	wg.Wait()
}

func runJobOfName(j job) {
	println(j.(int), names[len(names)-1])
}

// So may what it calls.
func runsFetched() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer logPanic()
		runJobAndFetch(3)
		wg.Done() // want `wg.Wait never returns if runJobAndFetch panics`
	}()
	wg.Wait()
}

func runJobAndFetch(j job) {
	println(j.(int))
	_ = group.Checked(work)
}
