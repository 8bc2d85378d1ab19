//go:build !unix

package task_test

import "time"

// cpuTime returns the time since the process began: here the processor's is not
// to be had.
func cpuTime() time.Duration { return wallTime() }
