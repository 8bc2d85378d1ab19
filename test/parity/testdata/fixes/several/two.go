package several

import (
	"os"

	"golang.org/x/sync/errgroup"
)

// Two drops an error, and its tasks may panic.
func Two(xs []func() error, names []string) error {
	var g errgroup.Group
	for _, x := range xs {
		g.Go(func() error {
			println(size(names[0]))
			return x()
		})
	}
	_ = g.Wait()
	go println(names[1])
	return nil
}

func size(name string) int64 {
	info, err := os.Stat(name)
	if err != nil {
		panic(err)
	}
	return info.Size()
}
