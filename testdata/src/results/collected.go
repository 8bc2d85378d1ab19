package results

import (
	"errors"
	"sync"
)

// What is behind a join finds all that was sent: a function that is given the channel there
// receives it.

func collectAll[T any](ch chan T) (all []T) {
	for v := range ch {
		all = append(all, v)
	}
	return all
}

func measure[T any](ch chan T) int { return len(ch) }

func collected(keys []string) []error {
	errs := make(chan error, len(keys))
	var wg sync.WaitGroup
	for _, key := range keys {
		wg.Add(1)
		go func() {
			defer wg.Done()
			errs <- errors.New(key)
		}()
	}
	wg.Wait()
	close(errs)
	return collectAll(errs)
}

func collectedByNobody(keys []string) int {
	errs := make(chan error, len(keys)) // want `taskresult/unread`
	var wg sync.WaitGroup
	for _, key := range keys {
		wg.Add(1)
		go func() {
			defer wg.Done()
			errs <- errors.New(key)
		}()
	}
	wg.Wait()
	close(errs)
	return measure(errs)
}

// An error that is stored for others to look at is not lost by the go statement.
func storedToo(keys []string) error {
	errs := make([]error, len(keys))
	var wg sync.WaitGroup
	ask := func(i int) error {
		defer wg.Done()
		if err := fetch(); err != nil {
			errs[i] = err
			return err
		}
		return nil
	}
	for i := range keys {
		wg.Add(1)
		go ask(i)
	}
	wg.Wait()
	return errors.Join(errs...)
}

func notStored(keys []string) {
	var wg sync.WaitGroup
	ask := func(i int) error {
		defer wg.Done()
		return fetch()
	}
	for i := range keys {
		wg.Add(1)
		go ask(i) // want `taskresult/dropped-error`
	}
	wg.Wait()
}

// A deferred func that receives what is left does so under the condition by which the
// sender was started.
func ticks(first bool, work <-chan error) error {
	tick := make(chan int)
	defer func() {
		if first {
			go func() {
				for range tick {
				}
			}()
		}
	}()
	if first {
		go func() {
			for i := 0; ; i++ {
				tick <- i
			}
		}()
	}
	for {
		select {
		case <-tick:
		case err := <-work:
			if err != nil {
				return err
			}
		}
	}
}

func ticksOn(first bool, work <-chan error) error {
	tick := make(chan int)
	if first {
		go func() {
			for i := 0; ; i++ {
				tick <- i
			}
		}()
	}
	for {
		select {
		case <-tick:
		case err := <-work:
			if err != nil {
				return err // want `the goroutine that sends on tick waits forever after this`
			}
		}
	}
}
