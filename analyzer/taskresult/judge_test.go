package taskresult_test

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/taskcheck/taskcheck/analyzer/internal/task"
	"github.com/taskcheck/taskcheck/analyzer/taskresult"
)

// experiment is what makes the run-time system find leaked goroutines.
const experiment = "GOEXPERIMENT=goroutineleakprofile"

// How many programs are drawn, and from what.
const (
	drawn = 760
	seed  = 5
)

// A ran is what became of one program: whether goroutines that send, and the
// receiver itself, were left behind, on each path.
type ran struct{ sender, receiver map[string]int }

// The run-time system judges: a report of a goroutine that waits forever is
// right if the leak profile names that goroutine, on one of the paths.
func TestLeakProfile(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the run-time system with " + experiment + ", and runs 500 programs 40 times each")
	}
	probe := exec.Command("go", "list", "runtime")
	probe.Env = append(os.Environ(), experiment)
	if out, err := probe.CombinedOutput(); err != nil {
		t.Skipf("this Go has no %s: %s", experiment, out)
	}
	programs := draw(drawn, seed)
	leaks := runAll(t, programs)
	reports := analyzeAll(t, programs, "")
	var c tally
	var leaking []program
	for _, p := range programs {
		if c.judge(t, p, leaks[p.name], reports[p.name]) {
			leaking = append(leaking, p)
		}
	}
	t.Logf("%d programs: %d leak a sender, %d a receiver after a panic; %d left out because their runs disagree, %d because they wait for what nobody sends",
		len(programs), len(leaking), c.lost, c.unsteady, c.stuck)
	if judged := len(programs) - c.unsteady - c.stuck; judged < 400 || len(leaking) < 90 || c.lost < 5 {
		t.Errorf("only %d programs were judged", judged)
	}
	for _, form := range []string{"field", "package", "generic"} {
		kept := 0
		moved := analyzeAll(t, leaking, form)
		for _, p := range leaking {
			if slices.ContainsFunc(moved[p.name], saysSenderWaits) {
				kept++
			} else {
				t.Logf("%s: no report with the channel in the form %q", p, form)
			}
		}
		t.Logf("form %s: %d of %d keep their report", form, kept, len(leaking))
		if kept*10 < len(leaking)*9 {
			t.Errorf("form %s: only %d of %d keep their report", form, kept, len(leaking))
		}
	}
}

type tally struct{ unsteady, stuck, lost int }

// judge holds the reports of a program against its runs, and reports whether it
// leaks a goroutine that sends.
func (c *tally) judge(t *testing.T, p program, got *ran, reports []string) bool {
	t.Helper()
	if got == nil {
		got = &ran{}
	}
	if got.receiver["stay"] > 0 || got.receiver["leave"] > 0 {
		c.stuck++
		return false
	}
	for _, n := range []int{got.sender["stay"], got.sender["leave"], got.receiver["panic"]} {
		if n != 0 && n != runs {
			c.unsteady++
			return false
		}
	}
	leaks := got.sender["stay"]+got.sender["leave"] > 0
	if said := slices.ContainsFunc(reports, saysSenderWaits); said != leaks {
		t.Errorf("%s: a goroutine that sends is left behind: %t; reported: %q\n%s", p, leaks, reports, p.source(""))
	}
	lost := got.receiver["panic"] > 0
	if said := slices.ContainsFunc(reports, saysReceiverWaits); said != lost {
		t.Errorf("%s: the receiver is left behind by a panic: %t; reported: %q\n%s", p, lost, reports, p.source(""))
	}
	if lost {
		c.lost++
	}
	return leaks
}

func saysSenderWaits(report string) bool {
	return strings.Contains(report, "[taskresult/abandoned ") || strings.Contains(report, "[taskresult/unread ") && strings.Contains(report, "waits forever")
}

func saysReceiverWaits(report string) bool {
	return strings.Contains(report, "[taskresult/lost-result ") && strings.Contains(report, "waits forever")
}

// runAll runs the programs and returns what was left behind, by name.
func runAll(t *testing.T, programs []program) map[string]*ran {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "main.go"), runnable(programs))
	write(t, filepath.Join(dir, "go.mod"), "module leaks\n\ngo 1.26\n")
	cmd := exec.Command("go", "run", ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), experiment, "GOFLAGS=-mod=mod")
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	return parse(string(out))
}

var (
	labelRx = regexp.MustCompile(`# labels: \{"run":"(\w+)/(\w+)/(\d+)"\}`)
)

// parse reads a leak profile: for each goroutine its labels and its frames.
func parse(profile string) map[string]*ran {
	found := make(map[string]*ran)
	type key struct {
		name, path, run string
		sends           bool
	}
	counted := make(map[key]bool)
	for _, record := range strings.Split(profile, "\n\n") {
		label := labelRx.FindStringSubmatch(record)
		if label == nil {
			continue
		}
		k := key{label[1], label[2], label[3], !strings.Contains(record, "pprof.Do")}
		if strings.Contains(record, "main.drain") {
			continue // it waits for what is never closed, and is no concern here
		}
		if counted[k] {
			continue
		}
		counted[k] = true
		if found[k.name] == nil {
			found[k.name] = &ran{make(map[string]int), make(map[string]int)}
		}
		if k.sends {
			found[k.name].sender[k.path]++
		} else {
			found[k.name].receiver[k.path]++
		}
	}
	return found
}

// analyzeAll analyzes the programs in one form and returns what is reported, by
// the name of the function.
func analyzeAll(t *testing.T, programs []program, form string) map[string][]string {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "src", "cases", "cases.go"), analyzed(programs, form))
	write(t, filepath.Join(dir, "src", "made", "made.go"), made)
	found := make(map[string][]string)
	for _, res := range analysistest.Run(silent{}, dir, taskresult.New(task.NewAnalyzer()), "cases") {
		if res.Err != nil {
			t.Fatal(res.Err)
		}
		starts := make(map[int]string) // the functions by line
		for _, p := range programs {
			if obj := res.Pass.Pkg.Scope().Lookup(p.name); obj != nil {
				starts[res.Pass.Fset.Position(obj.Pos()).Line] = p.name
			}
		}
		lines := slices.Sorted(maps.Keys(starts))
		for _, d := range res.Diagnostics {
			line := res.Pass.Fset.Position(d.Pos).Line
			i, exact := slices.BinarySearch(lines, line)
			if !exact {
				i--
			}
			if i >= 0 {
				name := starts[lines[i]]
				found[name] = append(found[name], d.Message)
			}
		}
	}
	return found
}

// silent takes the mismatches of analysistest: there are no want comments.
type silent struct{}

func (silent) Errorf(string, ...any) {}

func write(t *testing.T, file, source string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
}
