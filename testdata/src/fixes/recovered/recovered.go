// Package recovered has goroutines that can panic, for the fixes of taskrecover.
package recovered

import (
	"sync"
)

// literals

func literal(m []int, i int) {
	go func() { // want "can panic"
		println(m[i])
	}()
}

func oneLine(m []int, i int) {
	go func() { println(m[i]) }() // want "can panic"
}

func waited(m []int, i int) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { // want "can panic"
		defer wg.Done()
		println(m[i])
	}()
	wg.Wait()
}

func plainDone(m []int, i int) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { // want "can panic"
		println(m[i])
		wg.Done()
	}()
	wg.Wait()
}

func plainClose(m []int, i int) {
	done := make(chan struct{})
	go func() { // want "can panic"
		println(m[i])

		// tell the waiter
		close(done)
	}()
	<-done
}

func sent(m []int, i int) error {
	errc := make(chan error, 1)
	go func() { // want "can panic"
		errc <- check(m[i])
	}()
	return <-errc
}

type outcome struct {
	index int
	value int
	err   error
}

func sentStruct(m []int, i int) (int, error) {
	results := make(chan outcome, 1)
	go func() { // want "can panic"
		v := m[i]
		results <- outcome{index: i, value: v, err: check(v)}
	}()
	o := <-results
	return o.value, o.err
}

func sentLater(m []int, i int) error {
	errc := make(chan error, 1)
	go func() { // want "can panic"
		var err error
		defer func() { errc <- err }()
		err = check(m[i])
	}()
	return <-errc
}

func stored(m []int, i int) error {
	var wg sync.WaitGroup
	var err error
	wg.Add(1)
	go func() { // want "can panic"
		defer wg.Done()
		err = check(m[i])
	}()
	wg.Wait()
	return err
}

func check(int) error { return nil }

// functions

type server struct {
	items []int
	next  int
}

func (s *server) start() {
	go s.run() // want "can panic"
	go s.tick(s.next) // want "can panic"
	s.tick(0)
}

func (s *server) run() {
	println(s.items[s.next])
}

func (s *server) tick(n int) {
	println(s.items[n])
}

func (s *server) loop(items chan int) {
	go s.work(items) // want "can panic"
}

func (s *server) work(items chan int) {
	for i := range items {
		println(s.items[i])
	}
}

func (s *server) choose(items chan int, stop chan struct{}) {
	go func() { // want "can panic"
		for {
			select {
			case <-stop:
				return
			case i := <-items:
				println(s.items[i]) // one
			}
		}
	}()
}

func locked(m map[string]int, mu *sync.Mutex, s []int, i int) {
	go func() { // want "can panic"
		mu.Lock()
		m["a"] = s[i]
		mu.Unlock()
	}()
}
