package results

// Each round asks two at once, and leaves the loop with the first failure: there is
// room for the other one, in the next round as well.
func rounds(n int) (err error) {
	for i := n; i > 0; {
		errs := make(chan error, 1)
		go func() { errs <- fetch() }()
		go func() { errs <- fetch() }()
		for range 2 {
			if e := <-errs; e != nil {
				err = e
				break
			}
		}
		if err == nil {
			i--
		}
	}
	return err
}

// Here there is room for none.
func roundsWithoutRoom(n int) (err error) {
	for i := n; i > 0; {
		errs := make(chan error) // want `taskresult/abandoned`
		go func() { errs <- fetch() }()
		go func() { errs <- fetch() }()
		for range 2 {
			if e := <-errs; e != nil {
				err = e
				break
			}
		}
		if err == nil {
			i--
		}
	}
	return err
}
