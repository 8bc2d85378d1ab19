package task_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

// These tests generate goroutines, run them to see which end the process, and
// hold what taskrecover says of them against it. The parts that a goroutine is
// put together from are drawn independently: generate_test.go.

var (
	genSeed  = flag.Uint64("generated.seed", 1, "the seed of the generated goroutines")
	genCount = flag.Int("generated.n", 1200, "the number of generated goroutines, beside the plain ones")
	genKeep  = flag.String("generated.keep", "", "a folder to write the generated module to")
)

// shortCount is the number of goroutines with -short.
const shortCount = 60

// A genResult is what happened to a goroutine, on input 0 and on input 1.
type genResult struct {
	task    *genTask
	ends    [2]genEnd // as it was drawn
	bare    [2]genEnd // without its guard, if that is effective
	unclear bool      // the runs did not agree
}

// A genEnd is how a run ended, and what it printed if it did not survive.
type genEnd struct {
	verdict string
	stderr  string
}

// A generated is a module of goroutines that has been run.
type generated struct {
	dir     string
	results []*genResult
	runs    int
}

// generatedModule builds the goroutines and runs them, once for all tests.
var generatedModule = sync.OnceValues(func() (*generated, error) {
	dir := *genKeep
	if dir == "" {
		tmp, err := os.MkdirTemp("", "generated")
		if err != nil {
			return nil, err
		}
		dir = tmp // TestMain removes it
		tempDirs = append(tempDirs, dir)
	}
	g := &generated{dir: dir}
	var tasks, twins []*genTask
	for id, t := range genTasks() {
		t.id = id
		tasks = append(tasks, t)
		if t.guard.kind == effective {
			twins = append(twins, t)
		}
		g.results = append(g.results, &genResult{task: t})
	}
	p, err := newProgram(tasks, twins)
	if err != nil {
		return nil, err
	}
	if err := p.write(dir); err != nil {
		return nil, err
	}
	program := filepath.Join(dir, "generated.bin")
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	if err := buildCases(dir, program); err != nil {
		return nil, err
	}
	return g, g.run(program)
})

// genTasks returns the goroutines of this run: a draw, and before it the plain
// ones, which come first so that they are what is printed first.
func genTasks() []*genTask {
	if testing.Short() {
		return generate(*genSeed, min(*genCount, shortCount))
	}
	return append(plainTasks(), generate(*genSeed, *genCount)...)
}

// tempDirs are the folders to remove at the end.
var tempDirs []string

func TestMain(m *testing.M) {
	code := m.Run()
	for _, dir := range tempDirs {
		os.RemoveAll(dir)
	}
	os.Exit(code)
}

// run runs all goroutines, some at a time.
func (g *generated) run(program string) error {
	var (
		mu    sync.Mutex
		wg    sync.WaitGroup
		errs  []error
		slots = make(chan struct{}, 4)
	)
	for _, r := range g.results {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			runs, err := r.run(program)
			mu.Lock()
			defer mu.Unlock()
			g.runs += runs
			if err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", r.task, err))
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// run runs the goroutine on both inputs, with its guard and, where that would
// hide the panic, without.
func (r *genResult) run(program string) (runs int, err error) {
	for input := range 2 {
		n, err := r.settle(&r.ends[input], program, "g", input)
		runs += n
		if err != nil {
			return runs, err
		}
		if r.task.guard.kind != effective {
			continue
		}
		n, err = r.settle(&r.bare[input], program, "t", input)
		runs += n
		if err != nil {
			return runs, err
		}
	}
	return runs, nil
}

// The number of runs on one input, and that if they do not agree.
const (
	fewRuns  = 2
	manyRuns = 20
)

// settle runs the goroutine until it is known how it ends.
func (r *genResult) settle(end *genEnd, program, prefix string, input int) (runs int, err error) {
	name := fmt.Sprintf("%s%04d", prefix, r.task.id)
	for want := fewRuns; runs < want; runs++ {
		got, err := runGenerated(program, name, input)
		if err != nil {
			return runs, fmt.Errorf("%s %d: %w", name, input, err)
		}
		if runs > 0 && got.verdict != end.verdict {
			want, r.unclear = manyRuns, true
		}
		*end = got
	}
	return runs, nil
}

// runGenerated runs a goroutine once.
func runGenerated(program, name string, input int) (genEnd, error) {
	ctx, cancel := context.WithTimeout(context.Background(), runTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, name, fmt.Sprint(input))
	cmd.Env = append(cleanEnv(), "RECOVER=", "GOTRACEBACK=none")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return genEnd{}, err
	}
	if ctx.Err() != nil {
		return genEnd{}, fmt.Errorf("it ran for more than %v", runTimeout)
	}
	verdict, err := verdictOf(cmd.ProcessState.ExitCode(), stderr.Bytes())
	return genEnd{verdict, stderr.String()}, err
}

// loadGenerated returns the goroutines that were run, or fails the test.
func loadGenerated(t *testing.T) *generated {
	t.Helper()
	t.Logf("seed %d: go test -run %s -generated.seed=%d -generated.n=%d", *genSeed, t.Name(), *genSeed, *genCount)
	g, err := generatedModule()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// wantedEnd returns how a goroutine of a class ends if nothing stops its panic.
func (c genClass) wantedEnd(input int) string {
	if c == panicsAlways || c == panicsOnOne && input == 1 {
		return dies
	}
	return survives
}

// problem returns in what the run is not as the generator says, or "".
func (r *genResult) problem() string {
	for input := range 2 {
		bare, end := r.bare[input], r.ends[input]
		if r.task.guard.kind == effective {
			if end.verdict != survives {
				return fmt.Sprintf("on input %d it %s, and its guard is effective\n%s", input, end.verdict, end.stderr)
			}
		} else {
			bare = end
		}
		if want := r.task.class.wantedEnd(input); bare.verdict != want {
			return fmt.Sprintf("on input %d it %s without an effective guard\n%s", input, bare.verdict, bare.stderr)
		}
		if bare.verdict == dies && !strings.Contains(bare.stderr, r.task.body.panic) {
			return fmt.Sprintf("on input %d it dies for another reason than %q:\n%s", input, r.task.body.panic, bare.stderr)
		}
	}
	return ""
}

// TestGeneratedRuns proves the classes of the goroutines and the kinds of
// their guards, and shows how the draw covers each dimension.
func TestGeneratedRuns(t *testing.T) {
	g := loadGenerated(t)
	unclear, counts := 0, make(map[string]map[string]int)
	for _, r := range g.results {
		if r.unclear {
			unclear++
			t.Logf("left out, for its runs do not agree: %s", r.task)
			continue
		}
		if p := r.problem(); p != "" {
			t.Errorf("%s\n%s\n%s", r.task, p, r.task.source())
		}
		r.task.count(counts)
	}
	t.Logf("%d goroutines, %d runs, %d left out", len(g.results), g.runs, unclear)
	for _, dim := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("%s: %s", dim, genTable(counts[dim]))
	}
	if unclear*50 > len(g.results) {
		t.Errorf("%d of %d goroutines end differently in repeated runs", unclear, len(g.results))
	}
	if !testing.Short() {
		uncovered(t, counts)
	}
}

// count counts the goroutine in each dimension.
func (t *genTask) count(counts map[string]map[string]int) {
	guard := t.guard.kind.String()
	for dim, value := range map[string]string{
		"class": t.class.String(), "row": t.body.row.String(), "kind of guard": guard,
		"body": t.body.name, "form": t.form.name, "route": t.route.name, "split": t.split.name, "guard": t.guard.name,
		"place of guard": map[bool]string{true: "wrapper", false: "goroutine"}[t.inWrapper],
		"class and kind": t.class.String() + ", guard " + guard,
	} {
		if counts[dim] == nil {
			counts[dim] = make(map[string]int)
		}
		counts[dim][value]++
	}
}

// genTable lists counts, the greatest first.
func genTable(counts map[string]int) string {
	names := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], strings.Compare(a, b))
	})
	for i, name := range names {
		names[i] = fmt.Sprintf("%s %d", name, counts[name])
	}
	return strings.Join(names, "; ")
}

// uncovered names what was never drawn.
func uncovered(t *testing.T, counts map[string]map[string]int) {
	t.Helper()
	missing := func(dim, name string) {
		if counts[dim][name] == 0 {
			t.Errorf("no %s %q was drawn", dim, name)
		}
	}
	for _, b := range slices.Concat(always, panicking, harmless) {
		missing("body", b.name)
	}
	for _, f := range genForms {
		missing("form", f.name)
	}
	for _, r := range genRoutes {
		missing("route", r.name)
	}
	for _, s := range genSplits {
		missing("split", s.name)
	}
	for _, g := range genGuards {
		missing("guard", g.name)
	}
}

// source returns the goroutine as a program of its own, file by file.
func (t *genTask) source() string {
	p, err := newProgram([]*genTask{t}, nil)
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(p)) {
		fmt.Fprintf(&b, "-- %s --\n%s", name, p[name])
	}
	fmt.Fprintf(&b, "-- run it with --\ngo run . %s 0; go run . %[1]s 1; taskcheck -taskrecover.confidence=possible ./...\n", t.name())
	return b.String()
}
