// Package runner hides an errgroup from its callers.
package runner

import "golang.org/x/sync/errgroup"

// A Runner runs functions.
type Runner struct{ group errgroup.Group }

// Start starts one.
func (r *Runner) Start(f func() error) { r.group.Go(f) }

// Finish waits for all.
func (r *Runner) Finish() error { return r.group.Wait() }
