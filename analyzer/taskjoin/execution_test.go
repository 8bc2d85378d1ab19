package taskjoin_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/taskcheck/taskcheck/analyzer/internal/task"
	"github.com/taskcheck/taskcheck/analyzer/taskjoin"
)

const (
	seed         = 7
	drawn        = 440 // functions
	leastStable  = 400 // of them, whose runs agree
	leastCarried = 0.9 // of the reports that are kept when a group is moved
)

// The modes of the generated program.
const (
	opFails  = 1
	opPanics = 2
)

// TestExecution holds what is reported of generated functions against what
// happens when they are run.
func TestExecution(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs a program of some hundred functions")
	}
	fs := draw(seed, drawn)
	dir := t.TempDir()
	writeProgram(t, dir, fs)
	outcomes := runProgram(t, dir, len(fs))
	reports := make(map[moving]map[string][]string)
	for _, m := range []moving{local, inField, inPackage, inGeneric} {
		reports[m] = analyze(t, dir, m)
	}
	stable, faulty := 0, 0
	kept := make(map[moving]int)
	for i, f := range fs {
		failed, panicked := outcomes[opFails][i], outcomes[opPanics][i]
		if failed == "unstable" || panicked == "unstable" {
			continue
		}
		stable++
		found := reports[local][f.name]
		fault := isFault(failed) || isFault(panicked)
		switch {
		case fault && len(found) == 0:
			t.Errorf("missed: %s %s: with an error: %s, with a panic: %s\n%s", f.name, f.parts, failed, panicked, f.write(local))
		case !fault && len(found) > 0:
			t.Errorf("false: %s %s: with an error: %s, with a panic: %s\n%s\n%s", f.name, f.parts, failed, panicked, found, f.write(local))
		case fault:
			faulty++
			for _, m := range []moving{inField, inPackage, inGeneric} {
				if len(reports[m][f.name]) > 0 {
					kept[m]++
				} else {
					t.Logf("not kept in a %s: %s: %s", m, f.parts, found)
				}
			}
		}
		if !fault {
			for _, m := range []moving{inField, inPackage, inGeneric} {
				if found := reports[m][f.name]; len(found) > 0 {
					t.Errorf("false in a %s: %s %s: %s\n%s", m, f.name, f.parts, found, f.write(m))
				}
			}
		}
	}
	t.Logf("%d functions, %d whose runs agree, %d of them faulty; reports kept: %v", len(fs), stable, faulty, kept)
	if stable < leastStable || faulty < leastStable/4 {
		t.Errorf("only %d functions are stable, %d faulty", stable, faulty)
	}
	for m, n := range kept {
		if float64(n) < leastCarried*float64(faulty) {
			t.Errorf("%d of %d reports are kept in a %s", n, faulty, m)
		}
	}
}

// isFault reports whether who called did not learn of the failure. A process
// that dies is the matter of another check.
func isFault(outcome string) bool { return outcome == "success" || outcome == "hangs" }

// writeProgram writes the module: the functions that are run, and those that
// have their groups elsewhere, which are analyzed only.
func writeProgram(t *testing.T, dir string, fs []generated) {
	t.Helper()
	mod := read(t, "../../testdata/joinlibs/go.mod")
	files := map[string]string{
		"go.mod":         strings.Replace(mod, "module joinlibs", "module generated", 1),
		"go.sum":         read(t, "../../testdata/joinlibs/go.sum"),
		"group/group.go": groupSource,
		"wrap/wrap.go":   wrapSource,
	}
	for _, m := range []moving{local, inField, inPackage, inGeneric} {
		var cases strings.Builder
		cases.WriteString(casesHead)
		cases.WriteString("var all = []func(context.Context, int, bool) error{\n")
		for _, f := range fs {
			name := f.name
			if m == inGeneric {
				name += "[int]"
			}
			fmt.Fprintf(&cases, "\t%s,\n", name)
		}
		cases.WriteString("}\n")
		for _, f := range fs {
			cases.WriteString("\n" + f.write(m))
		}
		files[m.String()+"/cases.go"] = cases.String()
		files[m.String()+"/main.go"] = mainSource
	}
	for name, source := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(source), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// runProgram returns the outcome of each function by the mode of the operation.
func runProgram(t *testing.T, dir string, n int) map[int][]string {
	t.Helper()
	bin := filepath.Join(dir, "program")
	build := exec.Command("go", "build", "-o", bin, "./local")
	build.Dir = dir
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%.4000s", err, out)
	}
	outcomes := map[int][]string{opFails: make([]string, n), opPanics: make([]string, n)}
	out, err := exec.Command(bin, strconv.Itoa(opFails)).Output()
	if err != nil {
		t.Fatalf("with errors: %v\n%s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		i, outcome, _ := strings.Cut(strings.TrimSpace(line), " ")
		if at, err := strconv.Atoi(i); err == nil {
			outcomes[opFails][at] = outcome
		}
	}
	var wg sync.WaitGroup
	room := make(chan struct{}, 4*runtime.NumCPU()) // most of them sleep
	for i := range n {
		wg.Add(1)
		room <- struct{}{}
		go func() {
			defer wg.Done()
			defer func() { <-room }()
			out, err := exec.Command(bin, strconv.Itoa(opPanics), strconv.Itoa(i)).Output()
			outcomes[opPanics][i] = "crashes"
			if err == nil {
				_, outcomes[opPanics][i], _ = strings.Cut(strings.TrimSpace(string(out)), " ")
			}
		}()
	}
	wg.Wait()
	return outcomes
}

var caseName = regexp.MustCompile(`^func (case\d+)`)

// analyze returns what is reported of the functions, by their names.
func analyze(t *testing.T, dir string, m moving) map[string][]string {
	t.Helper()
	cfg := &packages.Config{Dir: dir, Mode: packages.LoadAllSyntax}
	pkgs, err := packages.Load(cfg, "./"+m.String())
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range pkgs[0].Errors {
		t.Errorf("%s: %v", m, err)
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{taskjoin.New(task.NewAnalyzer())}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	starts := make(map[int]string) // the line of each function
	for i, line := range strings.Split(read(t, filepath.Join(dir, m.String(), "cases.go")), "\n") {
		if found := caseName.FindStringSubmatch(line); found != nil {
			starts[i+1] = found[1]
		}
	}
	reports := make(map[string][]string)
	for _, act := range graph.Roots {
		if act.Err != nil {
			t.Fatal(act.Err)
		}
		for _, d := range act.Diagnostics {
			line := act.Package.Fset.Position(d.Pos).Line
			for starts[line] == "" && line > 0 {
				line--
			}
			reports[starts[line]] = append(reports[starts[line]], d.Message)
		}
	}
	return reports
}
