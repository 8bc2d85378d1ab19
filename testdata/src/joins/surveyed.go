package joins

import (
	"context"
	"sync"
)

// What goes on behind a failure that is told ends with its context, and works with nothing
// that would stay open.
func surveyed(ctx context.Context, ask func() error, answers chan int) ([]int, error) {
	var all []int
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		for {
			select {
			case n := <-answers:
				all = append(all, n)
				work()
			case <-ctx.Done():
				return
			}
		}
	}()
	err := ask()
	if err != nil {
		return nil, err
	}
	wg.Wait()
	return all, ctx.Err()
}

// Here it waits for answers that may never come.
func surveyedForever(ask func() error, answers chan int) ([]int, error) {
	var all []int
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { // want `surveyedForever can end without wg\.Wait`
		defer wg.Done()
		for range 3 {
			all = append(all, <-answers)
			work()
		}
	}()
	err := ask()
	if err != nil {
		return nil, err
	}
	wg.Wait()
	return all, nil
}
