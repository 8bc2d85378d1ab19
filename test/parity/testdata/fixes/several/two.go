package several

import "golang.org/x/sync/errgroup"

// Two drops an error, and its tasks may panic.
func Two(xs []func() error, names []string) error {
	var g errgroup.Group
	for _, x := range xs {
		g.Go(func() error {
			println(read(names[0]))
			return x()
		})
	}
	_ = g.Wait()
	go println(names[1])
	return nil
}
