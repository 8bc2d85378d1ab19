package main

import (
	"cmp"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// BenchmarkSecondRun compares a run of the command with nothing changed to one of
// go vet with a tool that does nothing, in pairs, of which either is first in turn,
// because a machine is not as fast at one time as at another. It runs in the folder
// $SECOND_RUN, such as a checkout of a large module; without, in this module.
//
//	SECOND_RUN=~/src/caddy go test -run '^$' -bench SecondRun -benchtime 30x ./cmd/taskcheck
//
// The ratio is that of the medians, and is to be 1.1 at most.
func BenchmarkSecondRun(b *testing.B) {
	bin := b.TempDir()
	for name, pkg := range map[string]string{"taskcheck.exe": ".", "nothing.exe": "./testdata/nothing"} {
		if out, err := exec.Command("go", "build", "-o", filepath.Join(bin, name), pkg).CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
	}
	pair := []struct {
		args  []string
		times []time.Duration
	}{
		{args: []string{filepath.Join(bin, "taskcheck.exe"), "./..."}},
		{args: []string{"go", "vet", "-vettool=" + filepath.Join(bin, "nothing.exe"), "./..."}},
	}
	for range 2 { // the second warms what the first has written
		timeOf(b, pair[0].args)
		timeOf(b, pair[1].args)
	}
	for i := 0; b.Loop(); i++ {
		for _, j := range []int{i % 2, 1 - i%2} {
			pair[j].times = append(pair[j].times, timeOf(b, pair[j].args))
		}
	}
	ours, least := median(pair[0].times), median(pair[1].times)
	b.ReportMetric(float64(ours.Milliseconds()), "taskcheck-ms")
	b.ReportMetric(float64(least.Milliseconds()), "vet-ms")
	b.ReportMetric(float64(ours)/float64(least), "ratio")
}

// timeOf runs a command, which may have findings, and returns the time it takes.
func timeOf(b *testing.B, args []string) time.Duration {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = cmp.Or(os.Getenv("SECOND_RUN"), "../..")
	start := time.Now()
	err := cmd.Run()
	took := time.Since(start)
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		b.Fatal(err)
	}
	return took
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}
