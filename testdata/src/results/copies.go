package results

// Without a failure of its own it sends more than there is room for.
func copiesTwice(read, write func() error) error {
	written, done := make(chan error, 1), make(chan error, 1)
	go func() { done <- read() }()
	go func() {
		written <- write()
		written <- fetch()
	}()
	if err := <-done; err != nil {
		return err // want `taskresult/abandoned certain`
	}
	if err := <-written; err != nil {
		return err
	}
	return <-written
}
