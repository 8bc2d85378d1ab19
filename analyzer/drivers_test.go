package analyzer_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/taskcheck/taskcheck/analyzer"
	"github.com/taskcheck/taskcheck/analyzer/nogo"
)

// drive runs the analyzers over packages of this module, as any driver of
// go/analysis does, and returns what they report.
func drive(t *testing.T, analyzers []*analysis.Analyzer, pkgs ...string) (messages []string) {
	t.Helper()
	if testing.Short() {
		t.Skip("analyzes the standard library, as far as the demo uses it")
	}
	loaded, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax, Dir: ".."}, pkgs...)
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze(analyzers, loaded, nil)
	if err != nil {
		t.Fatal(err)
	}
	for action := range graph.All() {
		if action.Err != nil {
			t.Errorf("%v: %v", action, action.Err)
		}
		if action.IsRoot {
			for _, d := range action.Diagnostics {
				messages = append(messages, fmt.Sprintf("%v: %s", action.Package.Fset.Position(d.Pos), d.Message))
			}
		}
	}
	slices.Sort(messages)
	return messages
}

// Two suites in one process do not see each other's flags, whichever runs first.
func TestConfiguredSuites(t *testing.T) {
	quiet, loud := analyzer.New(), analyzer.New()
	for _, a := range quiet.Checks {
		if err := a.Flags.Set("off", strings.Join(categories(t, a), ",")); err != nil {
			t.Fatal(err)
		}
	}
	before := drive(t, loud.Analyzers(), "./testdata/demo")
	if got := drive(t, quiet.Analyzers(), "./testdata/demo"); len(got) > 0 {
		t.Errorf("everything is off, and yet: %v", got)
	}
	after := drive(t, loud.Analyzers(), "./testdata/demo")
	if len(before) < 3 || !slices.Equal(before, after) {
		t.Errorf("before the other suite ran there was %v, after it %v", before, after)
	}
}

// As one analyzer the checks report the same, and have the same flags.
func TestOne(t *testing.T) {
	want := drive(t, analyzer.New().Analyzers(), "./testdata/demo")
	if got := drive(t, []*analysis.Analyzer{nogo.Analyzer}, "./testdata/demo"); !slices.Equal(got, want) {
		t.Errorf("as one analyzer the checks report\n%s\napart\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	one := analyzer.New().One()
	if err := one.Flags.Set("taskrecover.off", "ineffective,swallowed"); err != nil {
		t.Fatal(err)
	}
	for _, m := range drive(t, []*analysis.Analyzer{one}, "./testdata/demo") {
		if strings.Contains(m, "[taskrecover/ineffective ") || strings.Contains(m, "[taskrecover/swallowed ") {
			t.Errorf("it is off, and yet: %s", m)
		}
	}
}

// docs/drivers.md shows a driver that is in testdata, and that prints what the
// documentation says.
func TestDriver(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs a driver")
	}
	page, err := os.ReadFile("../docs/drivers.md")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("../testdata/driver/main.go")
	if err != nil {
		t.Fatal(err)
	}
	_, code, _ := strings.Cut(string(source), "package main\n")
	if !strings.Contains(string(page), strings.TrimSpace(code)) {
		t.Error("docs/drivers.md does not show testdata/driver/main.go")
	}
	out, status := run(t, "go run ./testdata/driver ./testdata/demo")
	if found := regexp.MustCompile(`(?m)^\S+main\.go:\d+:\d+: .* \[taskrecover/\S+ certain\]$`).FindAllString(out, -1); status != 0 || len(found) < 3 {
		t.Errorf("the driver ends with %d and prints %d findings:\n%s", status, len(found), out)
	}
}
