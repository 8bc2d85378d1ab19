package results

import (
	"context"
	"log"
)

// Cases of real code that were reported once, and are right.

const exitCodeSuccess = 0

// The process ends with its exit status.
func command(quit <-chan struct{}) (int, error) {
	exit := make(chan error)
	go func() { exit <- fetch() }()
	select {
	case err := <-exit:
		return 1, err
	case <-quit:
		return exitCodeSuccess, nil
	}
}

// Whether something came is what is asked.
func hasEnded() bool {
	errc := make(chan error, 1)
	go func() { errc <- fetch() }()
	select {
	case <-errc:
		return true
	default:
		return false
	}
}

// What is sent was logged before.
func restore(ctx context.Context) <-chan error {
	done := make(chan error, 1)
	finish := func(err error) {
		if err != nil {
			log.Print("restore: ", err)
		}
		done <- err
	}
	go func() {
		<-ctx.Done()
		finish(fetch())
	}()
	return done
}

func restores(ctx context.Context) {
	restore(ctx)
}
