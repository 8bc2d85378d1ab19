package main

import (
	"fmt"
	"os"
	"time"
)

// progressVar names a file to which each unit of go vet appends a byte. It is no
// flag, because flags are part of the key of go vet's cache.
const progressVar = "TASKCHECK_PROGRESS"

// The first line of progress comes late, so that a short run shows none.
const (
	progressAfter = time.Second
	progressEvery = 200 * time.Millisecond
)

// progress shows on standard error, if that is a terminal, how far go vet is,
// until stop is called.
func (r *run) progress() (stop func()) {
	if _, _, ok := terminal(r.stderr); !ok {
		return func() {}
	}
	file, err := os.CreateTemp("", "taskcheck-progress-")
	if err != nil {
		return func() {} // it is not needed
	}
	r.vet.env = []string{progressVar + "=" + file.Name()}
	done, shown := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(shown)
		r.showProgress(file, time.Now(), done)
	}()
	return func() {
		close(done)
		<-shown
		file.Close()
		os.Remove(file.Name())
	}
}

func (r *run) showProgress(file *os.File, start time.Time, done <-chan struct{}) {
	tick := time.NewTicker(progressEvery)
	defer tick.Stop()
	const clear = "\r\x1b[K"
	for {
		select {
		case <-done:
			fmt.Fprint(r.stderr, clear)
			return
		case <-tick.C:
		}
		elapsed := time.Since(start)
		if info, err := file.Stat(); err == nil && elapsed > progressAfter {
			fmt.Fprintf(r.stderr, clear+"%s analyzed, %ds", plural(int(info.Size()), "package"), int(elapsed.Seconds()))
		}
	}
}

// markProgress notes that one more unit is analyzed.
func markProgress() {
	name := os.Getenv(progressVar)
	if name == "" {
		return
	}
	file, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return // the command is gone
	}
	defer file.Close()
	_, _ = file.WriteString(".") // it is only a number on a screen
}
