//go:build unix

package task_test

import (
	"syscall"
	"time"
)

// cpuTime returns the processor time that the process has taken so far.
func cpuTime() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return wallTime()
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
